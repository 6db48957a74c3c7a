/** The event as docs/protocol.md describes it, read from whatever arrived. */

import { isObject, numberAt, objectAt, textAt, type JsonObject } from './json';

export const TOOL_STATUSES = ['running', 'ok', 'failed', 'denied', 'interrupted', 'unknown'] as const;
export type ToolStatus = (typeof TOOL_STATUSES)[number];

export interface ToolCall {
  readonly callId: string | null;
  readonly name: string | null;
  readonly phase: 'start' | 'end' | null;
  readonly status: ToolStatus | null;
  readonly durationMs: number | null;
}

export interface AgentRef {
  readonly id: string | null;
  readonly type: string | null;
}

export interface MonitorEvent {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly timestamp: string;
  readonly sessionId: string | null;
  readonly source: string | null;
  readonly hookEventName: string | null;
  readonly cwd: string | null;
  /** Null for the main agent. */
  readonly agent: AgentRef | null;
  /** Null for events that are no tool call. */
  readonly tool: ToolCall | null;
  readonly data: JsonObject;
  /** The event as it came, for the detail pane: fields this page does not know are shown too. */
  readonly raw: JsonObject;
}

/** Numbers `from` to `to` that the daemon cannot send. `count` is null when nobody knows it. */
export interface Gap {
  readonly stream: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly count: number | null;
  readonly reason: string | null;
}

export interface Welcome {
  readonly stream: string | null;
  readonly seq: number;
}

/** Null when `value` lacks what no event can do without: an id, a number, a type. */
export function readEvent(value: unknown): MonitorEvent | null {
  if (!isObject(value)) return null;
  const id = textAt(value, 'id');
  const seq = numberAt(value, 'seq');
  const type = textAt(value, 'type');
  if (id === null || seq === null || type === null) return null;
  return {
    id,
    seq,
    type,
    timestamp: textAt(value, 'timestamp') ?? '',
    sessionId: textAt(value, 'session_id'),
    source: textAt(value, 'source'),
    hookEventName: textAt(value, 'hook_event_name'),
    cwd: textAt(value, 'cwd'),
    agent: readAgent(objectAt(value, 'agent')),
    tool: readTool(objectAt(value, 'tool')),
    data: objectAt(value, 'data') ?? {},
    raw: value,
  };
}

export function readGap(value: unknown): Gap {
  return {
    stream: textAt(value, 'stream'),
    from: numberAt(value, 'from'),
    to: numberAt(value, 'to'),
    count: numberAt(value, 'count'),
    reason: textAt(value, 'reason'),
  };
}

export function readWelcome(value: unknown): Welcome {
  return { stream: textAt(value, 'stream'), seq: numberAt(value, 'seq') ?? 0 };
}

/** The events of a `claude_events` batch, and how many entries of it were no events. */
export function readBatch(value: unknown): { events: MonitorEvent[]; unreadable: number } {
  const entries = isObject(value) && Array.isArray(value.events) ? value.events : null;
  if (entries === null) return { events: [], unreadable: 1 };
  const events: MonitorEvent[] = [];
  for (const entry of entries) {
    const event = readEvent(entry);
    if (event !== null) events.push(event);
  }
  return { events, unreadable: entries.length - events.length };
}

function readAgent(value: JsonObject | null): AgentRef | null {
  return value === null ? null : { id: textAt(value, 'id'), type: textAt(value, 'type') };
}

function readTool(value: JsonObject | null): ToolCall | null {
  if (value === null) return null;
  const phase = textAt(value, 'phase');
  const status = textAt(value, 'status');
  return {
    callId: textAt(value, 'call_id'),
    name: textAt(value, 'name'),
    phase: phase === 'start' || phase === 'end' ? phase : null,
    status: TOOL_STATUSES.find((known) => known === status) ?? null,
    durationMs: numberAt(value, 'duration_ms'),
  };
}
