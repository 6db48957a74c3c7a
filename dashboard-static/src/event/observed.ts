/** What the daemon itself has seen and no hook tells, as events of these types. */

import { textAt } from './json';
import type { MonitorEvent } from './wire';

/** Nothing was heard of a session for long; `gone` in its data says whether all of it is over. */
export const SILENT = 'monitor.silent';
/** The user has broken off what an agent did, or refused what it asked for. */
export const INTERRUPTED = 'monitor.interrupted';
/** It was not this session that was resumed, but a fork of it. */
export const FORKED = 'monitor.forked';

/** What such an event says; null for any other event. */
export function observedText({ type, data }: MonitorEvent): string | null {
  switch (type) {
    case SILENT:
      return data.gone === true ? 'nothing was heard for a day' : 'nothing was heard of what is said to run';
    case INTERRUPTED:
      return 'the user interrupted';
    case FORKED:
      return `session ${textAt(data, 'fork')?.slice(0, 8) ?? ''} was forked from this one`;
    default:
      return null;
  }
}
