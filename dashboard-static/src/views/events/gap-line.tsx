import type { GapRow } from '../../event/row';
import type { Gap } from '../../event/wire';
import { plural } from '../../text/count';
import { COLUMNS, rowId } from './event-line';

interface Props {
  row: GapRow;
  place: number;
  active: boolean;
  history: string;
  onPick: (row: GapRow) => void;
}

/** Events that are missing, in the place where they are missing. */
export function GapLine({ row, place, active, history, onPick }: Props) {
  return (
    <div
      id={rowId(row.n)}
      class="line gap"
      role="row"
      aria-rowindex={place + 2}
      aria-selected={active}
      data-testid="gap-row"
      onClick={() => onPick(row)}
    >
      <span role="gridcell" aria-colspan={COLUMNS} class="gap-text">
        <GapText row={row} history={history} />
      </span>
    </div>
  );
}

/** @param history where older events are looked back at */
export function GapText({ row: { gap, older }, history }: Pick<Props, 'row' | 'history'>) {
  if (!older) return <>{gapText(gap)}</>;
  if (gap.count === 0) return <>The daemon keeps nothing older</>;
  return (
    <>
      {gap.count === null ? 'Older events' : plural(gap.count, 'older event')} of all sessions:{' '}
      <a href={history} onClick={(event) => event.stopPropagation()}>
        History
      </a>
    </>
  );
}

function gapText({ count, from, to, reason }: Gap): string {
  if (count === 0) return 'The missing events have arrived after all';
  const number = count === null ? 'An unknown number of events' : plural(count, 'event');
  const range = from !== null && to !== null && count !== null ? ` (#${from} to #${to})` : '';
  return `${number}${range} not kept by the daemon${reason === null ? '' : `: ${reason}`}`;
}
