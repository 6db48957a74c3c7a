/** What the proxy could not keep and says so: an event of its own, of this type. */

import { textAt } from './json';
import type { MonitorEvent } from './wire';

export const EVENTS_DROPPED = 'monitor.events_dropped';

/** "412 events were dropped (…), 13:02–13:40"; null for any other event. */
export function droppedText({ type, data }: MonitorEvent): string | null {
  if (type !== EVENTS_DROPPED || typeof data.count !== 'number') return null;
  const count =
    data.count === 1 ? '1 event was dropped' : `${data.count.toLocaleString('en')} events were dropped`;
  const reason = textAt(data, 'reason');
  const span = [textAt(data, 'from'), textAt(data, 'to')].flatMap((time) => clock(time));
  return `${count}${reason === null ? '' : ` (${reason})`}${span.length === 2 ? `, ${span.join('–')}` : ''}`;
}

function clock(time: string | null): string[] {
  const date = new Date(time ?? '');
  return Number.isNaN(date.getTime())
    ? []
    : [date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false })];
}
