import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { plural } from '../../text/count';
import { cutOf } from '../../text/cut';
import { CopyButton } from '../../ui/copy-button';
import { Plain } from '../../ui/plain';
import { parseTerminal } from './parse';
import type { Run, TerminalLine } from './screen';
import type { Style } from './style';

interface Props {
  /** What was typed; null where only output is known. */
  command: string | null;
  output: string;
  /** What went to the standard error, or what is said of a failure. */
  error: string;
  /** The end of the command in words, such as `Exit code 3`. */
  note?: string | null;
}

/** A long output is read at its beginning and at its end. */
const HEAD = 200;
const TAIL = 100;
const MOST_CHARACTERS = 262_144;

export function Terminal({ command, output, error, note = null }: Props) {
  return (
    <figure class="terminal" data-testid="terminal">
      <div class="terminal-copy">
        <CopyButton label="Copy" text={() => [command, output, error].filter(Boolean).join('\n')} />
      </div>
      <pre class="terminal-text" tabIndex={0} aria-label="Terminal">
        {command !== null && (
          <div class="terminal-command">
            <Plain text={command} />
          </div>
        )}
        <Output text={output} />
        {error !== '' && (
          <div class="terminal-error" data-testid="terminal-error">
            <Output text={error} />
          </div>
        )}
      </pre>
      {note !== null && <figcaption class="terminal-note">{note}</figcaption>}
    </figure>
  );
}

function Output({ text: given }: { text: string }) {
  const { text, note } = cutOf(given);
  const all = useSignal(false);
  const lines = useMemo(() => parseTerminal(text.slice(0, MOST_CHARACTERS)), [text]);
  const between = lines.length - HEAD - TAIL;
  const cut = text.length - MOST_CHARACTERS;
  return (
    <>
      {between <= 0 || all.value ? (
        <Lines lines={lines} />
      ) : (
        <>
          <Lines lines={lines.slice(0, HEAD)} />
          <button type="button" class="link more" data-testid="more" onClick={() => (all.value = true)}>
            Show {plural(between, 'line')} between
          </button>
          <Lines lines={lines.slice(-TAIL)} />
        </>
      )}
      {note !== null && <p class="terminal-note">{note}.</p>}
      {cut > 0 && <p class="terminal-note">{plural(cut, 'character')} more are not shown.</p>}
    </>
  );
}

function Lines({ lines }: { lines: readonly TerminalLine[] }) {
  return (
    <>
      {lines.map((line, i) => (
        <div key={i}>{line.length === 0 ? '\n' : line.map((run, j) => <Stretch key={j} run={run} />)}</div>
      ))}
    </>
  );
}

function Stretch({ run: { text, style } }: { run: Run }) {
  const { foreground, background } = style.inverse
    ? {
        foreground: style.background ?? 'var(--terminal-bg)',
        background: style.foreground ?? 'var(--terminal-fg)',
      }
    : style;
  const looks = lookOf(style);
  if (looks === undefined && foreground === null && background === null) return <Plain text={text} />;
  return (
    <span class={looks} style={{ color: colour(foreground), backgroundColor: colour(background) }}>
      <Plain text={text} />
    </span>
  );
}

const LOOKS = ['bold', 'dim', 'italic', 'underline', 'strike'] as const satisfies readonly (keyof Style)[];

function lookOf(style: Style): string | undefined {
  const names = LOOKS.filter((look) => style[look]).map((look) => `ansi-${look}`);
  return names.length === 0 ? undefined : names.join(' ');
}

function colour(value: number | string | null): string | undefined {
  return typeof value === 'number' ? `var(--ansi-${value})` : (value ?? undefined);
}
