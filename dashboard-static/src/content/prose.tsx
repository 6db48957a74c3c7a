import { cutOf } from '../text/cut';
import { CappedText } from '../ui/capped-text';
import { CopyButton } from '../ui/copy-button';

const CAP = 6_000;

interface Props {
  label: string;
  text: string;
  tone?: 'plain' | 'bad';
}

/** Words that somebody wrote: a prompt, an answer, an error. Nothing in them is obeyed, not even as Markdown. */
export function Prose({ label, text: given, tone = 'plain' }: Props) {
  const { text, note } = cutOf(given);
  return (
    <figure class="prose" data-tone={tone} data-testid="prose">
      <figcaption class="prose-head">
        <span>{label}</span>
        {note !== null && <span class="dim">{note}</span>}
        <CopyButton label="Copy" text={() => text} />
      </figcaption>
      <pre class="prose-text" tabIndex={0} aria-label={label}>
        <CappedText text={text} cap={CAP} />
      </pre>
    </figure>
  );
}
