/**
 * The sessions that can be looked back at: those that the daemon keeps or, on a page that may not ask it, those whose events the
 * page itself holds.
 */

import type { MonitorEvent } from '../event/wire';
import type { SessionRecord } from '../state/account/records';
import { stateAt } from '../state/account/session-fold';
import type { KeptSession } from '../state/kept-session';
import { asLines } from '../state/look-back/recording';
import type { Store } from '../state/store';
import { readToldSessions } from '../state/told-sessions';
import type { AnswerAs, Daemon } from './daemon';

/** Newest first. */
export async function keptSessions(daemon: Daemon, store: Store): Promise<AnswerAs<readonly KeptSession[]>> {
  if (!daemon.canBeAsked) return { ok: true, value: heldSessions(store) };
  const answer = await daemon.get('/api/v1/sessions');
  if (!answer.ok) return answer;
  const told = [...readToldSessions(answer.value).values()];
  return { ok: true, value: told.flatMap(({ kept }) => kept ?? []).reverse() };
}

/** A session as lines, an event a line; with what the user must know of them. */
export type Lines = AnswerAs<string> & { readonly note?: string };

/** Of the daemon; where nobody answers, of the page, as far as it holds the session. */
export async function linesOf(daemon: Daemon, store: Store, session: string): Promise<Lines> {
  if (!daemon.canBeAsked) return { ok: true, value: asLines(heldEvents(store, session)) };
  const answer = await daemon.text(`${pathOf(session)}/export`);
  if (answer.ok || answer.status !== null) return answer;
  const events = heldEvents(store, session);
  return events.length === 0 ? answer : { ok: true, value: asLines(events), note: OF_THE_PAGE };
}

const OF_THE_PAGE =
  'The daemon does not answer, so this is what the page holds of the session; it may have begun earlier.';

function heldEvents(store: Store, session: string): readonly MonitorEvent[] {
  return [...store.log.held()].flatMap((row) =>
    row.kind === 'event' && row.session === session ? [row.event] : [],
  );
}

/** What a session is called where it is looked back at. */
export function recordingName({ id, title }: Pick<KeptSession, 'id' | 'title'>): string {
  return title ?? `session ${id.slice(0, 8)}`;
}

/** The daemon deletes the session, and then the page does. */
export async function forgetSession(
  daemon: Daemon,
  store: Store,
  session: string,
): Promise<AnswerAs<unknown>> {
  const answer = await daemon.ask('DELETE', pathOf(session));
  if (answer.ok) store.forget(session);
  return answer;
}

function pathOf(session: string): string {
  return `/api/v1/sessions/${encodeURIComponent(session)}`;
}

/** Those of which the page holds events, newest first. */
export function heldSessions(store: Store): readonly KeptSession[] {
  const now = store.now();
  return store.account.sessions.newestFirst().map((session) => held(session, now));
}

function held(session: SessionRecord, now: number): KeptSession {
  const { id, title, cwd, project, branch, waitingFor, lastMillis, counts, errors } = session;
  const state = stateAt(session, now);
  return { id, title, cwd, project, branch, state, waitingFor, lastMillis, events: counts.events, errors };
}
