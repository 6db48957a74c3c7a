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
  /** Of a call that only its batch tells: what it does to files. The files of other calls are their event's. */
  readonly files: readonly FileTouch[];
}

export interface AgentRef {
  readonly id: string | null;
  readonly type: string | null;
  /** Null when it may be one of several. */
  readonly parent: string | null;
  /** How sure it is whose event this is. */
  readonly confidence: string | null;
}

export const ANSWERS = ['asked', 'granted', 'denied', 'unanswered'] as const;
export type Answer = (typeof ANSWERS)[number];

/** The question that was asked before a call could run. */
export interface Permission {
  readonly callId: string;
  readonly answer: Answer;
  /** Milliseconds since 1970, NaN when unknown. */
  readonly askedAt: number;
  /** How long the call waited for the answer; null while it waits. */
  readonly waitedMs: number | null;
}

/** A call that is over although nobody told its end. */
export interface Closing {
  readonly callId: string;
  readonly status: ToolStatus;
  readonly reason: string | null;
}

/** How a command stands that goes on although its call is over. */
export interface InBackground {
  readonly callId: string;
  readonly status: ToolStatus;
}

export const FILE_OPS = [
  'read',
  'write',
  'edit',
  'multi_edit',
  'notebook_edit',
  'search',
  'glob',
  'list',
  'delete',
  'move',
] as const;
export type FileOp = (typeof FILE_OPS)[number];

/** What one call does to one file. */
export interface FileTouch {
  readonly path: string;
  readonly op: FileOp;
  /** Lines, null when unknown. */
  readonly added: number | null;
  readonly removed: number | null;
  /** What is searched for; null for what is no search. */
  readonly pattern: string | null;
  /** Where a move goes. */
  readonly movedTo: string | null;
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
  readonly permission: Permission | null;
  /** Ends of calls that only this event, a batch's, tells. */
  readonly calls: readonly ToolCall[];
  readonly closes: readonly Closing[];
  /** What is newly known of commands that run, or ran, in the background. */
  readonly background: readonly InBackground[];
  readonly files: readonly FileTouch[];
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
    permission: readPermission(objectAt(value, 'permission')),
    calls: readList(value.calls, readTool),
    closes: readList(value.closes, readClosing),
    background: readList(value.background, readInBackground),
    files: readList(value.files, readFile),
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
  if (value === null) return null;
  return {
    id: textAt(value, 'id'),
    type: textAt(value, 'type'),
    parent: textAt(value, 'parent'),
    confidence: textAt(value, 'confidence'),
  };
}

function readTool(value: JsonObject | null): ToolCall | null {
  if (value === null) return null;
  const phase = textAt(value, 'phase');
  return {
    callId: textAt(value, 'call_id'),
    name: textAt(value, 'name'),
    phase: phase === 'start' || phase === 'end' ? phase : null,
    status: wordOf(TOOL_STATUSES, textAt(value, 'status')),
    durationMs: numberAt(value, 'duration_ms'),
    files: readList(value.files, readFile),
  };
}

function readPermission(value: JsonObject | null): Permission | null {
  const callId = textAt(value, 'call_id');
  const answer = wordOf(ANSWERS, textAt(value, 'answer'));
  if (callId === null || answer === null) return null;
  return {
    callId,
    answer,
    askedAt: Date.parse(textAt(value, 'asked_at') ?? ''),
    waitedMs: numberAt(value, 'waited_ms'),
  };
}

function readClosing(value: JsonObject): Closing | null {
  const callId = textAt(value, 'call_id');
  if (callId === null) return null;
  return {
    callId,
    status: wordOf(TOOL_STATUSES, textAt(value, 'status')) ?? 'unknown',
    reason: textAt(value, 'reason'),
  };
}

function readInBackground(value: JsonObject): InBackground | null {
  const callId = textAt(value, 'call_id');
  const status = wordOf(TOOL_STATUSES, textAt(value, 'status'));
  return callId === null || status === null ? null : { callId, status };
}

function readFile(value: JsonObject): FileTouch | null {
  const path = textAt(value, 'path');
  const op = wordOf(FILE_OPS, textAt(value, 'op'));
  if (path === null || op === null) return null;
  return {
    path,
    op,
    added: numberAt(value, 'added'),
    removed: numberAt(value, 'removed'),
    pattern: textAt(value, 'pattern'),
    movedTo: textAt(value, 'moved_to'),
  };
}

/** Most events have none of these lists, and need none of their own. */
const NONE: readonly never[] = [];

function readList<T>(value: unknown, read: (entry: JsonObject) => T | null): readonly T[] {
  if (!Array.isArray(value) || value.length === 0) return NONE;
  const found: T[] = [];
  for (const entry of value) {
    const item = isObject(entry) ? read(entry) : null;
    if (item !== null) found.push(item);
  }
  return found;
}

function wordOf<T extends string>(words: readonly T[], text: string | null): T | null {
  return words.find((word) => word === text) ?? null;
}
