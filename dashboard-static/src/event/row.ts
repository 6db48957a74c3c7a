/** One line of the list: an event with what the list needs of it worked out once, or a gap. */

import { weigh, textAt } from './json';
import { filesOf } from './files';
import { kindOf, type Kind } from './kind';
import { summaryOf } from './summary';
import type { Gap, MonitorEvent } from './wire';

export interface EventRow {
  readonly kind: 'event';
  /** Place in the page's own order of arrival, from 0, never used twice. */
  readonly n: number;
  readonly event: MonitorEvent;
  /** Milliseconds since 1970, NaN when the event's timestamp is no time. */
  readonly millis: number;
  /** The session's id, '' for events of no session. */
  readonly session: string;
  readonly family: Kind;
  readonly agent: string | null;
  readonly tool: string | null;
  readonly summary: string;
  readonly files: readonly string[];
  /** Session and call id together; null for what is no tool call. */
  readonly callKey: string | null;
  readonly weight: number;
}

export interface GapRow {
  readonly kind: 'gap';
  readonly n: number;
  readonly gap: Gap;
  /** Whether only this page lacks them: they are older than what it has asked for. */
  readonly older: boolean;
  readonly weight: number;
}

export type Row = EventRow | GapRow;

const ROW_OVERHEAD_BYTES = 500;

export function eventRow(n: number, event: MonitorEvent): EventRow {
  const session = event.sessionId ?? '';
  const callId = event.tool?.callId ?? null;
  return {
    kind: 'event',
    n,
    event,
    millis: Date.parse(event.timestamp),
    session,
    family: kindOf(event),
    agent: event.agent === null ? null : (event.agent.type ?? event.agent.id),
    tool: event.tool?.name ?? textAt(event.data, 'tool_name'),
    summary: summaryOf(event),
    files: filesOf(event),
    callKey: callId === null ? null : `${session} ${callId}`,
    weight: ROW_OVERHEAD_BYTES + weigh(event.raw),
  };
}

export function gapRow(n: number, gap: Gap, older = false): GapRow {
  return { kind: 'gap', n, gap, older, weight: ROW_OVERHEAD_BYTES };
}
