import type { EventRow } from '../../event/row';
import { shortType } from '../../event/kind';
import { duration, localTime } from '../../text/time';
import { memo } from '../../ui/memo';
import { Plain } from '../../ui/plain';
import { Status, type ShownStatus } from './status';

/** How many characters of its kind a narrow list has room for: a time, the types that are frequent. */
const CLOCK_CHARS = 14;
const BADGE_CHARS = 15;
/** Of what is as wide as any other. */
const PLAIN = /^[\w.:-]*$/;

interface Props {
  row: EventRow;
  /** Its place in the list, from 0, those counted that have left it. */
  place: number;
  sessionLabel: string;
  hue: number | undefined;
  status: ShownStatus | null;
  /** Some moment of the day that it is. */
  today: number;
  active: boolean;
  onPick: (row: EventRow) => void;
}

/** One event in one line. Everything from outside is a text node. */
export const EventLine = memo(({ row, place, sessionLabel, hue, status, today, active, onPick }: Props) => {
  const { event } = row;
  const millis = event.tool?.phase === 'end' ? event.tool.durationMs : null;
  const time = localTime(row.millis, today, event.timestamp);
  const type = shortType(event.type);
  return (
    <div
      id={rowId(row.n)}
      class="line"
      role="row"
      aria-rowindex={place + 2}
      aria-selected={active}
      data-family={row.family}
      data-testid="event-row"
      data-event-id={event.id}
      data-event-type={event.type}
      onClick={() => onPick(row)}
    >
      <span role="gridcell" class={`cell time ${whole(time, CLOCK_CHARS)}`} title={event.timestamp}>
        {time}
      </span>
      <span role="gridcell" class="cell of-session" data-hue={hue} title={row.session}>
        <Plain text={sessionLabel} />
      </span>
      <span role="gridcell" class="cell of-type whole">
        <span class={`badge ${whole(type, BADGE_CHARS)}`} title={event.type}>
          {type}
        </span>
      </span>
      <span role="gridcell" class="cell of-agent" title={event.agent?.id ?? undefined}>
        <Plain text={row.agent ?? ''} />
      </span>
      <span role="gridcell" class="cell about">
        {row.tool !== null && (
          <>
            <span class="tool">
              <Plain text={row.tool} />
            </span>{' '}
          </>
        )}
        <span class="summary">
          <Plain text={row.summary} />
        </span>
      </span>
      <span role="gridcell" class="cell of-status">
        <Status status={status} />
      </span>
      <span role="gridcell" class="cell of-duration">
        {millis === null ? '' : duration(millis)}
      </span>
    </div>
  );
});

/** The style of a fixed-width text that fits where the list is narrowest: nothing of it need be clipped. */
function whole(text: string, chars: number): string {
  return text.length <= chars && PLAIN.test(text) ? 'whole' : '';
}

export function EventHead() {
  return (
    <div class="line head" role="row" aria-rowindex={1}>
      {HEADS.map(([name, style]) => (
        <span key={name} role="columnheader" class={`cell ${style}`}>
          {name}
        </span>
      ))}
    </div>
  );
}

const HEADS = [
  ['Time', 'time'],
  ['Session', 'of-session'],
  ['Type', 'of-type'],
  ['Agent', 'of-agent'],
  ['What', 'about'],
  ['Status', 'of-status'],
  ['Duration', 'of-duration'],
] as const;

export const COLUMNS = HEADS.length;

export function rowId(n: number): string {
  return `row-${n}`;
}
