/** How long calls waited for the user's permission. */

import type { CallRecord } from '../account/records';

export interface Waits {
  readonly asked: number;
  /** Calls that wait now. */
  readonly waiting: readonly CallRecord[];
  readonly denied: number;
  /** Milliseconds, of answered questions. */
  readonly total: number;
  /** The call that waited longest; null when none has. */
  readonly longest: CallRecord | null;
}

export function waitsOf(calls: readonly CallRecord[]): Waits {
  const asked = calls.filter(({ permission }) => permission !== null);
  let longest: CallRecord | null = null;
  let total = 0;
  for (const call of asked) {
    const waited = call.permission?.waitedMs ?? 0;
    total += waited;
    if (waited > (longest?.permission?.waitedMs ?? 0)) longest = call;
  }
  return {
    asked: asked.length,
    waiting: asked.filter((call) => isWaiting(call)),
    denied: asked.filter(({ permission }) => permission?.answer === 'denied').length,
    total,
    longest,
  };
}

export function isWaiting({ status, permission }: CallRecord): boolean {
  return status === 'running' && permission?.answer === 'asked';
}
