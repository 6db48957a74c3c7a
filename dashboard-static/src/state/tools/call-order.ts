/** In which order calls are shown. */

import type { CallRecord } from '../account/records';
import type { CallContext } from './call-filter';
import { durationOf } from './durations';

export const CALL_COLUMNS = ['time', 'session', 'agent', 'tool', 'what', 'status', 'duration'] as const;
export type CallColumn = (typeof CALL_COLUMNS)[number];

export interface CallOrder {
  readonly column: CallColumn;
  readonly descending: boolean;
}

/** As they began: the newest stands last, as in the list of events. */
export const AS_THEY_BEGAN: CallOrder = { column: 'time', descending: false };

/** The order after a click on a column's head: the other way round, or the way one looks for first. */
export function clicked(order: CallOrder, column: CallColumn): CallOrder {
  if (order.column === column) return { column, descending: !order.descending };
  return { column, descending: column === 'duration' };
}

/** `calls`, which are in the order in which they were first heard of, in another one. Equal ones stay as they are. */
export function ordered(
  calls: readonly CallRecord[],
  { column, descending }: CallOrder,
  context: CallContext,
  now: number,
): readonly CallRecord[] {
  if (column === 'time') {
    // Nearly always they are in this order already.
    const sorted = calls.every((call, i) => begin(calls[i - 1]) <= begin(call))
      ? calls
      : calls.toSorted((a, b) => begin(a) - begin(b));
    return descending ? sorted.toReversed() : sorted;
  }
  const keyed = calls.map((call) => ({ call, key: keyFor(call, column, context, now) }));
  const sign = descending ? -1 : 1;
  keyed.sort((a, b) => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ call }) => call);
}

/** As the column of times shows it. */
function begin(call: CallRecord | undefined): number {
  return call?.startedAt ?? call?.endedAt ?? 0;
}

function keyFor(
  call: CallRecord,
  column: Exclude<CallColumn, 'time'>,
  context: CallContext,
  now: number,
): string | number {
  switch (column) {
    case 'session':
      return context.sessionName(call.session).toLowerCase();
    case 'agent':
      return context.agentName(call).toLowerCase();
    case 'tool':
      return call.name.toLowerCase();
    case 'what':
      return call.summary.toLowerCase();
    case 'status':
      return call.status;
    case 'duration':
      return durationOf(call, now) ?? -1;
  }
}
