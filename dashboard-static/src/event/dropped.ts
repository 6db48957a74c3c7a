/** What the proxy could not keep and says so: an event of its own, of this type. */

import { textAt } from './json';
import type { MonitorEvent } from './wire';

export const EVENTS_DROPPED = 'monitor.events_dropped';

/** As much of a session's id as tells it from the others. */
const SESSION_LENGTH = 8;

const REASONS: Readonly<Record<string, string>> = {
  bytes: ' while no daemon took them: too many bytes waited',
  files: ' while no daemon took them: too many waited',
  age: ' while no daemon took them: they had waited too long',
  vanished: ': somebody took their files away',
};

/**
 * "412 events of session cbca1fbd, 13:02–13:40, were dropped while no daemon took them: …"; null for any other
 * event.
 */
export function droppedText({ type, data, sessionId }: MonitorEvent): string | null {
  if (type !== EVENTS_DROPPED || typeof data.count !== 'number') return null;
  const one = data.count === 1;
  const count = one ? '1 event' : `${data.count.toLocaleString('en')} events`;
  const whose = sessionId === null ? '' : ` of session ${sessionId.slice(0, SESSION_LENGTH)}`;
  const when = spanOf(textAt(data, 'from'), textAt(data, 'to'));
  return `${count}${whose}${when} ${one ? 'was' : 'were'} dropped${reasonOf(textAt(data, 'reason'))}`;
}

function reasonOf(reason: string | null): string {
  return reason === null ? '' : (REASONS[reason] ?? `: ${reason}`);
}

function spanOf(from: string | null, to: string | null): string {
  const first = new Date(from ?? '');
  const last = new Date(to ?? '');
  if (Number.isNaN(first.getTime()) || Number.isNaN(last.getTime())) return '';
  const day = first.toDateString() !== last.toDateString();
  const [begin, end] = [clock(first, day), clock(last, day)];
  return begin === end ? `, ${begin},` : `, ${begin}–${end},`;
}

function clock(time: Date, day: boolean): string {
  const hour = time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return day ? `${time.toLocaleDateString('en', { month: 'short', day: 'numeric' })} ${hour}` : hour;
}
