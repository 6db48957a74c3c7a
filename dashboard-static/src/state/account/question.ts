/**
 * A question for permission that the user was told of, and nobody knows of which call, by the daemon's own rules. It is open while one
 * of the calls is that it can have been for.
 */

import { textAt } from '../../event/json';
import type { EventRow } from '../../event/row';
import { isQuestion } from './calls';
import { MAIN, type CallRecord } from './records';
import { isSpawn } from './spawns';
import { isCallEnd } from './turn';

const TURNS = new Set(['hook.user_prompt', 'hook.stop', 'hook.stop_failure']);

export class UnnamedQuestion {
  isOpen = false;
  /** Ids of the calls that it can have been for; none when none is known. */
  private calls: ReadonlySet<string> = new Set();
  /** Whether it was asked before its call was seen, and not only told of. */
  private isRequest = false;

  /** Takes in a row of the session. `running` are the calls that are in flight after it; `late` rows ask for nothing. */
  add(row: EventRow, running: Iterable<CallRecord>, late: boolean): void {
    if (!late && asks(row)) this.ask(row, [...running]);
    if (this.isOpen) this.settle(row, running);
  }

  private ask({ event, millis }: EventRow, running: readonly CallRecord[]): void {
    if (running.some((call) => isQuestion(call) || call.permission?.answer === 'asked')) return;
    const isRequest = event.type === 'hook.permission_request';
    if (this.isOpen && this.isRequest && !isRequest) return;
    const begun = running.filter(({ startedAt }) => startedAt === null || !(startedAt > millis));
    const ordinary = begun.filter((call) => !isSpawn(call));
    const calls = ordinary.length > 0 ? ordinary : begun;
    this.isOpen = true;
    this.isRequest = isRequest;
    this.calls = new Set(isRequest ? [] : calls.map(({ callId }) => callId));
  }

  private settle(row: EventRow, running: Iterable<CallRecord>): void {
    const { event } = row;
    const isMain = event.agent === null || event.agent.id === MAIN;
    const process = event.type === 'session.start' || event.type === 'session.end';
    if (process && textAt(event.data, 'source') !== 'compact') {
      this.isOpen = false;
    } else if (this.calls.size === 0) {
      this.isOpen = !isCallEnd(row) && !(isMain && TURNS.has(event.type));
    } else {
      const left = [...running].map(({ callId }) => callId).filter((id) => this.calls.has(id));
      this.calls = new Set(left);
      this.isOpen = left.length > 0;
    }
  }
}

/** Whether the user is told of a question, or one is asked whose call was not seen yet. */
function asks({ event }: EventRow): boolean {
  if (event.permission !== null || isQuestion({ name: textAt(event.data, 'tool_name') ?? '' })) return false;
  return (
    event.type === 'hook.permission_request' ||
    (event.type === 'hook.notification' && textAt(event.data, 'notification_type') === 'permission_prompt')
  );
}
