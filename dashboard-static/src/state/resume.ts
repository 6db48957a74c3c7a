/** Where the page stands in the daemon's numbering, and what it asks for to go on from there. */

import type { Welcome } from '../event/wire';

export interface Position {
  readonly stream: string | null;
  /** The highest number seen in `stream`, 0 for none. */
  readonly seq: number;
}

export interface Subscription {
  readonly since: number;
  readonly stream?: string;
  readonly batch: true;
}

export const NOWHERE: Position = { stream: null, seq: 0 };

/** How far back a page that knows nothing yet looks: about as far as a daemon without a history holds; docs/decisions.md has what it costs. */
const FIRST_LOOK_BACK = 10_000;

/**
 * What to send after `welcome`. A position in another stream is sent as it is: only the daemon can say what of the old stream
 * is lost.
 */
export function subscriptionFor(position: Position, welcome: Welcome): Subscription {
  if (position.stream !== null) return { since: position.seq, stream: position.stream, batch: true };
  const since = Math.max(0, welcome.seq - FIRST_LOOK_BACK);
  return welcome.stream === null ? { since, batch: true } : { since, stream: welcome.stream, batch: true };
}

/** The position once the daemon has taken the subscription: numbers of an older stream count no more. */
export function enter(position: Position, stream: string | null): Position {
  return stream === null || stream === position.stream ? position : { stream, seq: 0 };
}
