import { useContext } from 'preact/hooks';
import { relativeTo } from '../text/path';
import { Plain } from '../ui/plain';
import { ContentSurroundings } from './surroundings';

/** A file's path as seen from the session's folder; leads to the file where there is a view of it. */
export function FileName({ path }: { path: string }) {
  const { cwd, fileHref } = useContext(ContentSurroundings);
  const href = fileHref(path);
  const name = <Plain text={relativeTo(cwd, path)} />;
  return href === null ? (
    <code class="file-name" title={path}>
      {name}
    </code>
  ) : (
    <a class="file-name" href={href} title={path}>
      {name}
    </a>
  );
}
