import { Code } from '../../content/code/code';
import { fileNow } from '../../link/session-file';
import { bytes } from '../../text/bytes';
import { useLoaded } from '../../ui/use-loaded';
import { placeOf, Refusal, type SideProps } from './side';

/** Asked again for each operation that is chosen: the file may have changed meanwhile. */
export function FileNowSide(props: SideProps) {
  const { entry, chosen, daemon } = props;
  const loaded = useLoaded(`${entry.path} ${chosen.key} ${chosen.status}`, (signal) =>
    fileNow(daemon, placeOf(props), signal),
  );
  if (loaded.state === 'loading') return <p class="dim">Asking the daemon…</p>;
  const reply = loaded.value;
  if (!reply.ok) return <Refusal error={reply.error} daemon={daemon} />;
  const { content, size, encoding } = reply.value;
  const about = [size === null ? null : bytes(size), encoding].filter((part) => part !== null).join(' · ');
  return <Code text={content} path={entry.path} about={about} />;
}
