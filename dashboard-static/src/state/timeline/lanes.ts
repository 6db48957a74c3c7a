/** One lane for each agent: its calls as bars, and what stopped or moved it as marks. */

import { textAt } from '../../event/json';
import type { EventRow, Row } from '../../event/row';
import type { Account } from '../account/account';
import { keyOf, MAIN, type AgentRecord, type CallRecord } from '../account/records';
import { agentRows } from '../agents/agent-tree';
import type { Stretch } from './span';
import { packed, Track, type Placed } from './track';

export interface Bar extends Placed {
  readonly eventId: null;
  readonly call: CallRecord;
}

export type MarkKind = 'prompt' | 'permission' | 'wait';

/** A moment, or with an end a stretch in which somebody waited. */
export interface Mark extends Placed {
  readonly kind: MarkKind;
  readonly text: string;
  /** The call that waited; null for what is told by an event of its own. */
  readonly call: CallRecord | null;
  readonly eventId: string | null;
}

export interface Lane {
  readonly key: string;
  readonly agent: AgentRecord;
  readonly depth: number;
  readonly tracks: readonly Track<Bar>[];
  readonly marks: Track<Mark>;
}

export interface Timeline extends Stretch {
  readonly lanes: readonly Lane[];
  readonly bars: number;
}

/** @param now where calls that run end for the moment */
export function timelineOf(
  account: Account,
  rows: Iterable<Row>,
  chosen: ReadonlySet<string>,
  now: number,
): Timeline {
  const shown = (session: string) => chosen.size === 0 || chosen.has(session);
  const bars = new Map<string, Bar[]>();
  const marks = new Map<string, Mark[]>();
  let [from, to, count] = [Infinity, -Infinity, 0];
  const put = <T extends Placed>(lanes: Map<string, T[]>, key: string, item: T) => {
    const lane = lanes.get(key);
    if (lane === undefined) lanes.set(key, [item]);
    else lane.push(item);
    from = Math.min(from, item.from);
    to = Math.max(to, item.to);
  };
  for (const call of account.calls.all()) {
    if (!shown(call.session)) continue;
    const lane = keyOf(call.session, call.agentId);
    const bar = barOf(call, now);
    if (bar !== null) count++;
    if (bar !== null) put(bars, lane, bar);
    const asked = permissionOf(call, now);
    if (asked !== null) put(marks, lane, asked);
  }
  for (const row of rows) {
    if (row.kind === 'gap' || !shown(row.session) || Number.isNaN(row.millis)) continue;
    const mark = markOf(row);
    if (mark !== null) put(marks, keyOf(row.session, row.event.agent?.id ?? MAIN), mark);
  }
  const agents = account.sessions
    .newestFirst()
    .filter(({ id }) => shown(id))
    .flatMap(({ id }) => agentRows(account.agents.of(id), new Set()));
  const lanes = agents.map(({ agent, depth }) => ({
    key: agent.key,
    agent,
    depth,
    tracks: packed((bars.get(agent.key) ?? []).sort(byStart)),
    marks: allIn((marks.get(agent.key) ?? []).sort(byStart)),
  }));
  return from <= to ? { lanes, bars: count, from, to } : { lanes, bars: 0, from: now - 60_000, to: now };
}

function barOf(call: CallRecord, now: number): Bar | null {
  const { startedAt, endedAt, durationMs, status } = call;
  const to = endedAt ?? (status === 'running' ? now : startedAt);
  const from = startedAt ?? (endedAt === null ? null : endedAt - (durationMs ?? 0));
  if (from === null || to === null || Number.isNaN(from) || Number.isNaN(to)) return null;
  return {
    eventId: null,
    call,
    from,
    to: Math.max(from, to),
    loud: status === 'failed' || status === 'denied',
  };
}

function permissionOf(call: CallRecord, now: number): Mark | null {
  const { permission } = call;
  if (permission === null || Number.isNaN(permission.askedAt)) return null;
  const { answer, askedAt, waitedMs } = permission;
  const to = askedAt + (waitedMs ?? (answer === 'asked' ? Math.max(0, now - askedAt) : 0));
  const text = answer === 'asked' ? 'waits for permission' : `permission ${answer}`;
  return {
    kind: 'permission',
    from: askedAt,
    to,
    loud: true,
    text: `${call.name}: ${text}`,
    call,
    eventId: null,
  };
}

function markOf({ event, millis, summary }: EventRow): Mark | null {
  const at = { from: millis, to: millis, call: null, eventId: event.id };
  if (event.type === 'hook.user_prompt') return { ...at, kind: 'prompt', loud: true, text: summary };
  const kind = textAt(event.data, 'notification_type');
  const waits =
    event.type === 'hook.elicitation' || (event.type === 'hook.notification' && kind !== 'permission_prompt');
  return waits ? { ...at, kind: 'wait', loud: false, text: summary } : null;
}

function allIn(marks: readonly Mark[]): Track<Mark> {
  const track = new Track<Mark>();
  for (const mark of marks) track.push(mark);
  return track;
}

function byStart(a: Stretch, b: Stretch): number {
  return a.from - b.from;
}
