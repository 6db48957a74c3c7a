import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { linesOf } from '../../text/lines';
import { CopyButton } from '../../ui/copy-button';
import { More } from '../../ui/more';
import { Plain } from '../../ui/plain';
import { highlight, type CodeRun } from './highlight';
import { languageOf } from './language';

const STEP = 300;

interface Props {
  text: string;
  /** Names the language. */
  path: string | null;
  /** Number of the first line. */
  first?: number;
  /** What is said above the code, such as which part of the file it is. */
  about?: string | null;
}

/** A piece of a file with its line numbers. */
export function Code({ text, path, first = 1, about = null }: Props) {
  const shown = useSignal(STEP);
  const lines = useMemo(() => linesOf(text), [text]);
  const coloured = useMemo(
    () => highlight(lines.slice(0, shown.value), path === null ? null : languageOf(path)),
    [lines, path, shown.value],
  );
  return (
    <figure class="code" data-testid="code">
      <figcaption class="diff-head">
        <span class="dim">{about}</span>
        <span class="spacer" />
        <CopyButton label="Copy" text={() => text} />
      </figcaption>
      {text === '' ? (
        <p class="diff-note">Nothing in it.</p>
      ) : (
        <table class="diff-table">
          <tbody>
            {coloured.map((runs, i) => (
              <tr key={i}>
                <td class="diff-number" data-n={first + i} />
                <td class="diff-line">
                  {runs.map((run, j) => (
                    <Stretch key={j} run={run} />
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <More rest={lines.length - shown.value} step={STEP} noun="line" onMore={() => (shown.value += STEP)} />
    </figure>
  );
}

function Stretch({ run: { text, role } }: { run: CodeRun }) {
  if (role === null) return <Plain text={text} />;
  return (
    <span class="code-role" data-role={role}>
      <Plain text={text} />
    </span>
  );
}
