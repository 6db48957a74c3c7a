import { useSignal } from '@preact/signals';
import { useContext, useMemo } from 'preact/hooks';
import { count } from '../../text/count';
import { CopyButton } from '../../ui/copy-button';
import { More } from '../../ui/more';
import { Segments } from '../../ui/segments';
import { ContentSurroundings, DIFF_LAYOUTS } from '../surroundings';
import { patchText, type Hunk, type Patch } from './patch';
import { rowsOf, unified, type Row, type ShownLine } from './rows';
import { Cells } from './cells';

/** How many lines enter the document at once. */
const STEP = 300;

/** A change to a file, in one column or side by side. */
export function Diff({ patch }: { patch: Patch }) {
  const { diffLayout } = useContext(ContentSurroundings);
  const shown = useSignal(STEP);
  const sections = useMemo(() => patch.hunks.map((hunk) => ({ hunk, rows: rowsOf(hunk) })), [patch]);
  const total = sections.reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    <figure class="diff" data-testid="diff" data-layout={diffLayout.value}>
      <figcaption class="diff-head">
        <LineCounts added={patch.added} removed={patch.removed} />
        <span class="spacer" />
        <Segments label="Layout of changes" options={DIFF_LAYOUTS} value={diffLayout} />
        <CopyButton label="Copy" text={() => patchText(patch)} />
      </figcaption>
      {total > 0 && (
        <table class="diff-table">
          {firstRows(sections, shown.value).map(({ hunk, rows }, i) => (
            <HunkRows key={i} hunk={hunk} rows={rows} split={diffLayout.value === 'split'} />
          ))}
        </table>
      )}
      <More rest={total - shown.value} step={STEP} noun="line" onMore={() => (shown.value += STEP)} />
      {patch.notes.map((note) => (
        <p key={note} class="diff-note">
          {note}
        </p>
      ))}
      {total === 0 && patch.notes.length === 0 && <p class="diff-note">Nothing changed.</p>}
    </figure>
  );
}

interface Counts {
  added: number | null;
  removed: number | null;
  /** Whether there are more that nobody has counted. */
  more?: { added: boolean; removed: boolean };
}

/** `+12 −3`, with words for those who do not see the signs. */
export function LineCounts({ added, removed, more }: Counts) {
  return (
    <span class="line-counts">
      {added !== null && (
        <span class="added" aria-label={`${atLeast(more?.added)}${added} lines added`}>
          {more?.added === true && '≥\u2009'}+{count(added)}
        </span>
      )}{' '}
      {removed !== null && (
        <span class="removed" aria-label={`${atLeast(more?.removed)}${removed} lines removed`}>
          {more?.removed === true && '≥\u2009'}−{count(removed)}
        </span>
      )}
    </span>
  );
}

function atLeast(more: boolean | undefined): string {
  return more === true ? 'at least ' : '';
}

interface Section {
  readonly hunk: Hunk;
  readonly rows: readonly Row[];
}

function firstRows(sections: readonly Section[], most: number): readonly Section[] {
  let left = most;
  return sections.flatMap(({ hunk, rows }) => {
    const shown = rows.slice(0, Math.max(0, left));
    left -= rows.length;
    return shown.length === 0 ? [] : [{ hunk, rows: shown }];
  });
}

function HunkRows({ hunk, rows, split }: Section & { split: boolean }) {
  return (
    <tbody>
      {hunk.heading !== '' && (
        <tr class="diff-heading">
          <td colSpan={split ? 4 : 3}>{hunk.heading}</td>
        </tr>
      )}
      {split
        ? rows.map((row, i) => (
            <tr key={i}>
              <Cells shown={row.left} number={row.left?.line.before ?? null} />
              <Cells shown={row.right} number={row.right?.line.after ?? null} />
            </tr>
          ))
        : unified(rows).map((shown, i) => <UnifiedRow key={i} shown={shown} />)}
    </tbody>
  );
}

function UnifiedRow({ shown }: { shown: ShownLine }) {
  return (
    <tr>
      <td class="diff-number" data-n={shown.line.before ?? ''} data-kind={shown.line.kind} />
      <Cells shown={shown} number={shown.line.after} />
    </tr>
  );
}
