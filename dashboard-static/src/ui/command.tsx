import { CopyButton } from './copy-button';

/** A command or snippet to be typed elsewhere. */
export function Command({ text }: { text: string }) {
  return (
    <div class="command">
      <pre tabIndex={0} aria-label="Command">
        {text}
      </pre>
      <CopyButton label="Copy" text={() => text} />
    </div>
  );
}
