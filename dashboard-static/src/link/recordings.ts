/** A whole session from the daemon, page by page. */

import { isObject, numberAt } from '../event/json';
import { readEvent, type MonitorEvent } from '../event/wire';
import type { Recording } from '../state/look-back/recording';
import type { Daemon } from './daemon';
import type { Reply } from './session-file';

const PAGE = 1_000;

/** @param told hears after each page how many events there are so far */
export async function recordingOf(
  daemon: Daemon,
  session: string,
  told: (events: number) => void,
): Promise<Reply<Recording>> {
  const events: MonitorEvent[] = [];
  let unreadable = 0;
  for (let since = 0; ;) {
    const query = { session, since: String(since), limit: String(PAGE) };
    const answer = await daemon.get('/api/v1/events', query);
    if (!answer.ok) return { ok: false, error: answer.error };
    const page = answer.value;
    const entries = isObject(page) && Array.isArray(page.events) ? page.events : [];
    for (const entry of entries) {
      const event = readEvent(entry);
      if (event === null) unreadable++;
      else events.push(event);
    }
    told(events.length);
    const next = numberAt(page, 'next') ?? since;
    if (!isObject(page) || page.more !== true || next <= since) break;
    since = next;
  }
  return { ok: true, value: { name: `session ${session.slice(0, 8)}`, events, unreadable } };
}
