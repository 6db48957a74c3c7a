/** In which order the rail shows the sessions: who waits for the user comes first, what is over comes last. */

import type { SessionRecord } from './account/records';
import { stateAt } from './account/session-fold';

export interface RailGroup {
  readonly id: 'needs-you' | 'going-on' | 'over';
  readonly title: string;
  readonly sessions: readonly SessionRecord[];
}

/** Whether nothing goes on in the session until the user has answered. One that is idle only waits for him to have an idea. */
export function needsYou(session: SessionRecord, now: number): boolean {
  return stateAt(session, now) === 'waiting' && session.waitingFor !== 'idle' && session.waitingFor !== null;
}

/** Within a group the newest session comes first, so that a session moves only when its state does. Empty groups are left out. */
export function railGroups(newestFirst: readonly SessionRecord[], now: number): readonly RailGroup[] {
  const groups: Record<RailGroup['id'], SessionRecord[]> = { 'needs-you': [], 'going-on': [], over: [] };
  for (const session of newestFirst) {
    if (needsYou(session, now)) groups['needs-you'].push(session);
    else if (stateAt(session, now) === 'gone') groups.over.push(session);
    else groups['going-on'].push(session);
  }
  const all: RailGroup[] = [
    { id: 'needs-you', title: 'Waiting for you', sessions: groups['needs-you'] },
    { id: 'going-on', title: 'Going on', sessions: groups['going-on'] },
    { id: 'over', title: 'Over', sessions: groups.over },
  ];
  return all.filter(({ sessions }) => sessions.length > 0);
}
