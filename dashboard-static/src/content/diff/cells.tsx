import { Plain } from '../../ui/plain';
import type { LineKind } from './patch';
import type { ShownLine } from './rows';

const SIGNS: Readonly<Record<LineKind, string>> = { same: ' ', added: '+', removed: '−' };

/**
 * A line's number and its text. Numbers stand in an attribute and signs are not selected, so that what is copied from the page is
 * code.
 */
export function Cells({ shown, number }: { shown: ShownLine | null; number: number | null }) {
  if (shown === null) {
    return (
      <>
        <td class="diff-number" data-n="" data-kind="none" />
        <td class="diff-line" data-kind="none" />
      </>
    );
  }
  const { line, pieces } = shown;
  return (
    <>
      <td class="diff-number" data-n={number ?? ''} data-kind={line.kind} />
      <td class="diff-line" data-kind={line.kind}>
        <span class="diff-sign">{SIGNS[line.kind]}</span>
        {pieces.map(({ text, changed }, i) =>
          changed ? (
            <mark key={i}>
              <Plain text={text} />
            </mark>
          ) : (
            <Plain key={i} text={text} />
          ),
        )}
      </td>
    </>
  );
}
