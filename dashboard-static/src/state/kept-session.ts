/** A session as the daemon lists it. */

import { numberAt, textAt, type JsonObject } from '../event/json';
import { baseName } from '../text/path';
import type { SessionState, WaitingFor } from './account/records';

export interface KeptSession {
  readonly id: string;
  readonly title: string | null;
  readonly cwd: string | null;
  readonly project: string;
  readonly branch: string | null;
  readonly state: SessionState;
  readonly waitingFor: WaitingFor | null;
  /** Milliseconds since 1970, NaN when unknown. */
  readonly lastMillis: number;
  readonly events: number;
  readonly errors: number;
}

const STATES: readonly SessionState[] = ['working', 'waiting', 'done', 'gone'];
const WAITS: readonly WaitingFor[] = ['permission', 'question', 'idle'];

/** Reads an entry of `GET /api/v1/sessions`; null for one without an id. */
export function keptIn(entry: JsonObject): KeptSession | null {
  const id = textAt(entry, 'session_id');
  if (id === null) return null;
  const cwd = textAt(entry, 'cwd');
  const state = textAt(entry, 'state');
  const waitingFor = textAt(entry, 'waiting_for');
  return {
    id,
    title: textAt(entry, 'title'),
    cwd,
    project: cwd === null ? 'unknown folder' : baseName(cwd),
    branch: textAt(entry, 'git_branch'),
    state: STATES.find((known) => known === state) ?? 'done',
    waitingFor: WAITS.find((known) => known === waitingFor) ?? null,
    lastMillis: Date.parse(textAt(entry, 'last_activity') ?? ''),
    events: numberAt(entry, 'events') ?? 0,
    errors: numberAt(entry, 'errors') ?? 0,
  };
}
