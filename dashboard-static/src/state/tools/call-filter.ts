/** Which calls are shown. */

import { someText } from '../../event/json';
import type { Row } from '../../event/row';
import { toolGroup } from '../../event/tool-group';
import type { ToolStatus } from '../../event/wire';
import type { CallRecord } from '../account/records';
import { EVERYTHING, matches, type Query, type QueryKey } from '../query';
import { durationOf, type Span } from './durations';
import { isWaiting } from './waits';

export interface CallFilter {
  /** Empty means all, here and in the other sets. */
  readonly sessions: ReadonlySet<string>;
  /** As {@link toolGroup} gives them. */
  readonly tools: ReadonlySet<string>;
  readonly statuses: ReadonlySet<ToolStatus>;
  /** Names of agents as {@link CallContext.agentName} gives them. */
  readonly agents: ReadonlySet<string>;
  /** Null means however long. */
  readonly span: Span | null;
  readonly query: Query;
}

export const ALL_CALLS: CallFilter = {
  sessions: new Set(),
  tools: new Set(),
  statuses: new Set(),
  agents: new Set(),
  span: null,
  query: EVERYTHING,
};

/** What a filter may ask about beyond the call itself. */
export interface CallContext {
  readonly agentName: (of: Pick<CallRecord, 'session' | 'agentId'>) => string;
  readonly sessionName: (id: string) => string;
  readonly row: (ordinal: number) => Row | undefined;
}

export function passes(call: CallRecord, filter: CallFilter, context: CallContext): boolean {
  return (
    has(filter.sessions, call.session) &&
    has(filter.tools, toolGroup(call.name)) &&
    has(filter.statuses, call.status) &&
    (filter.agents.size === 0 || filter.agents.has(context.agentName(call))) &&
    (filter.span === null || isWithin(call, filter.span)) &&
    matches(
      filter.query,
      (key) => subjectsOf(call, key, context),
      (pattern) => mentions(call, pattern, context),
    )
  );
}

function has<T>(set: ReadonlySet<T>, value: T): boolean {
  return set.size === 0 || set.has(value);
}

/** A call that still runs has no duration yet. */
function isWithin(call: CallRecord, { from, to }: Span): boolean {
  const millis = durationOf(call, null);
  return millis !== null && millis >= from && millis < to;
}

function subjectsOf(call: CallRecord, key: QueryKey, context: CallContext): readonly string[] {
  switch (key) {
    case 'tool':
      return [call.name];
    case 'status':
      return isWaiting(call) ? [call.status, 'waits'] : [call.status];
    case 'agent':
      return [call.agentId, context.agentName(call)];
    case 'session':
      return [call.session, context.sessionName(call.session)];
    case 'file':
      return call.files.map(({ path }) => path);
    case 'type':
      return [call.startRow, call.endRow].flatMap((ordinal) => {
        const row = ordinal === null ? undefined : context.row(ordinal);
        return row?.kind === 'event' ? [row.event.type] : [];
      });
  }
}

function mentions(call: CallRecord, pattern: RegExp, context: CallContext): boolean {
  const test = (text: string) => pattern.test(text);
  if (test(call.name) || test(call.summary) || test(context.agentName(call))) return true;
  return [call.startRow, call.endRow].some((ordinal) => {
    const row = ordinal === null ? undefined : context.row(ordinal);
    return row?.kind === 'event' && someText(row.event.data, test);
  });
}
