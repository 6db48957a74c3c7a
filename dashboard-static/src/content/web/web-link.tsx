import { CopyButton } from '../../ui/copy-button';
import { Plain } from '../../ui/plain';
import { safeUrl } from './safe-url';

/** An address from an event. The title never stands alone: it may say another place than it leads to. */
export function WebLink({ url, title = null }: { url: string; title?: string | null }) {
  const href = safeUrl(url);
  const shown = href ?? url;
  return (
    <span class="web-link">
      {title !== null && (
        <span class="web-title">
          <Plain text={title} />
        </span>
      )}
      {href === null ? (
        <code data-testid="unsafe-link">
          <Plain text={shown} />
        </code>
      ) : (
        <a href={href} target="_blank" rel="noopener noreferrer" data-testid="web-link">
          <Plain text={shown} />
        </a>
      )}
      <CopyButton label="Copy" text={() => url} />
    </span>
  );
}
