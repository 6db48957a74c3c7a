/**
 * What the held events mean together: calls, agents, files and sessions, folded row by row and forgotten with the rows. It needs
 * nothing but the events, so a recorded session gives the same account as a live one.
 */

import type { EventRow } from '../../event/row';
import { AgentTable } from './agents';
import { CallTable } from './calls';
import { FileTable } from './files';
import type { Around } from './session-fold';
import { SessionTable, type Resumed } from './sessions';

/** Each number grows when something of its kind has changed. */
export interface Revisions {
  readonly calls: number;
  readonly agents: number;
  readonly files: number;
  readonly sessions: number;
}

export class Account {
  readonly calls = new CallTable();
  readonly agents = new AgentTable();
  readonly files = new FileTable();
  readonly sessions = new SessionTable();
  private at = { calls: 0, agents: 0, files: 0, sessions: 0 };

  get revisions(): Revisions {
    return this.at;
  }

  add(row: EventRow): void {
    const calls = this.calls.add(row);
    if (calls.length > 0) this.at.calls++;
    for (const call of calls) if (this.files.update(call)) this.at.files++;
    if (this.agents.add(row, calls)) this.at.agents++;
    if (isOfNoSession(row)) return;
    const origin = this.sessions.add(row, this.around(row.session));
    if (origin !== null) this.takeBackResume(origin);
    this.at.sessions++;
  }

  /** It was a fork that began: what the start has ended in its origin goes on. */
  private takeBackResume(origin: Resumed): void {
    for (const call of this.calls.reopen(origin)) {
      this.at.calls++;
      if (this.files.update(call)) this.at.files++;
    }
    if (this.agents.reopen(origin)) this.at.agents++;
    this.sessions.takeBackResume(origin, this.around(origin.session));
  }

  remove(row: EventRow): void {
    const gone = this.calls.remove(row);
    if (gone.length > 0) this.at.calls++;
    for (const call of gone) if (this.files.remove(call)) this.at.files++;
    this.agents.remove(row, gone);
    this.at.agents++;
    if (isOfNoSession(row)) return;
    this.sessions.remove(row, this.around(row.session));
    this.at.sessions++;
  }

  private around(session: string): Around {
    return {
      tally: this.calls.tallyOf(session),
      running: this.calls.runningOf(session),
      waiting: this.calls.waitingOf(session),
      agentsRunning: this.agents.isAnyRunning(session),
    };
  }
}

/** A test of our hooks is an event like others, but nobody works there. */
function isOfNoSession({ event }: EventRow): boolean {
  return event.type === 'monitor.test';
}
