/**
 * What the held events mean together. Records are changed in place by the account and by nobody else; `revision` grows with each
 * change, so that a view can tell whether it has drawn the newest.
 */

import type { Usage } from './usage';
import type { FileOp, FileTouch, Permission, ToolStatus } from '../../event/wire';

/** Names the main agent, which has no id of its own. */
export const MAIN = 'main';

/** The question that was asked before the call could run. */
export type AskedPermission = Omit<Permission, 'callId'>;

/** How a call's end is known; the later a word, the better. */
export const PROOFS = ['none', 'inferred', 'batch', 'end'] as const;
export type Proof = (typeof PROOFS)[number];

export interface CallRecord {
  /** Session and call id together, unique on the page. */
  readonly key: string;
  readonly callId: string;
  readonly session: string;
  /** Ordinal of the row that first told of it: calls sort by it. */
  readonly order: number;
  readonly agentId: string;
  readonly name: string;
  readonly status: ToolStatus;
  readonly proof: Proof;
  /** Milliseconds since 1970; null when its start was never told. */
  readonly startedAt: number | null;
  /** Null while it runs. */
  readonly endedAt: number | null;
  readonly durationMs: number | null;
  /** Why it is over when nobody told its end. */
  readonly reason: string | null;
  /** How the command stands that goes on without the call; null when none does. */
  readonly background: ToolStatus | null;
  /** Null when nobody was asked. */
  readonly permission: AskedPermission | null;
  readonly files: readonly FileTouch[];
  /** What it was called with, in one line. */
  readonly summary: string;
  /** Ordinals of the rows with its input and its result; null when that row is not held. */
  readonly startRow: number | null;
  readonly endRow: number | null;
  readonly revision: number;
}

export const AGENT_STATUSES = ['running', 'done', 'failed', 'interrupted', 'unknown'] as const;
export type AgentStatus = (typeof AGENT_STATUSES)[number];

export interface AgentRecord {
  /** Session and agent id together, unique on the page. */
  readonly key: string;
  /** {@link MAIN} for the main agent. */
  readonly id: string;
  readonly session: string;
  /** Ordinal of the row that first told of it. */
  readonly order: number;
  readonly type: string | null;
  /** Id of the agent that started it; null for the main agent, and when it may be one of several. */
  readonly parent: string | null;
  /** How sure `parent` and `callId` are: `definitive` by the result of the call that asked for it. */
  readonly confidence: string | null;
  /** The call that asked for it, null while nobody knows. */
  readonly callId: string | null;
  readonly status: AgentStatus;
  /** Goes on when the one who asked for it does. */
  readonly background: boolean;
  readonly description: string | null;
  readonly prompt: string | null;
  readonly result: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Calls that are held. */
  readonly toolCalls: number;
  /** As Claude Code counts them; null when it has not told. */
  readonly toolUses: number | null;
  readonly tokens: number | null;
  readonly model: string | null;
  readonly durationMs: number | null;
  readonly revision: number;
}

export interface FileOperation {
  /** The key of the call that did it. */
  readonly key: string;
  readonly callId: string;
  readonly op: FileOp;
  readonly tool: string;
  readonly agentId: string;
  /** Milliseconds since 1970, NaN when unknown. */
  readonly at: number;
  readonly status: ToolStatus;
  readonly added: number | null;
  readonly removed: number | null;
  readonly pattern: string | null;
  readonly movedTo: string | null;
}

/** How many lines several changes are together. */
export interface LineSum {
  /** Of those that tell. */
  readonly lines: number;
  /** How many tell, and how many do not. */
  readonly told: number;
  readonly untold: number;
}

export interface FileRecord {
  /** Session and path together, unique on the page. */
  readonly key: string;
  readonly path: string;
  readonly session: string;
  /** Ordinal of the row that first told of it. */
  readonly order: number;
  /** In the order in which the calls were first heard of. */
  readonly operations: readonly FileOperation[];
  /** How many of each kind they are, whatever became of them. */
  readonly kinds: ReadonlyMap<FileOp, number>;
  /** How many of each kind were done, or are being done. */
  readonly done: ReadonlyMap<FileOp, number>;
  /** What became of the others: how many were denied, failed and so on. */
  readonly inVain: ReadonlyMap<ToolStatus, number>;
  /** How many of them are each agent's. */
  readonly agents: ReadonlyMap<string, number>;
  readonly added: LineSum;
  readonly removed: LineSum;
  /** Time of the newest operation, NaN when none has one. */
  readonly lastAt: number;
  readonly revision: number;
}

export type SessionState = 'working' | 'waiting' | 'done' | 'gone';
export type WaitingFor = 'permission' | 'question' | 'idle';

export interface SessionLink {
  readonly how: string;
  /** The session before; the session itself when it went on under its own id. */
  readonly session: string;
}

export interface LastAction {
  readonly millis: number;
  readonly text: string;
}

export interface SessionCounts {
  /** Held events and calls. */
  readonly events: number;
  readonly calls: number;
  readonly running: number;
  readonly prompts: number;
}

export interface SessionRecord {
  readonly id: string;
  /** Its name, else its first prompt, else null. */
  readonly title: string | null;
  readonly cwd: string | null;
  /** The folder's own name; the session's short id while no folder is known. */
  readonly project: string;
  readonly branch: string | null;
  readonly model: string | null;
  readonly permissionMode: string | null;
  readonly state: SessionState;
  /** Null when it does not wait. */
  readonly waitingFor: WaitingFor | null;
  /** When `state` began, NaN when unknown. */
  readonly since: number;
  /** Time of the newest event, NaN when none had one. */
  readonly lastMillis: number;
  readonly lastAction: LastAction | null;
  readonly counts: SessionCounts;
  /** Failed calls and failed turns. */
  readonly errors: number;
  /** As the daemon tells it; null while it has not. */
  readonly usage: Usage | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly links: readonly SessionLink[];
  /** Colour 0 to 7. */
  readonly hue: number;
  /** Held events by type. */
  readonly types: ReadonlyMap<string, number>;
  readonly revision: number;
}

/** A record while the account works on it. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** A session of which nothing is known but that it is there. */
export function newSession(id: string, startedAt: number, hue: number): SessionRecord {
  return {
    id,
    title: null,
    cwd: null,
    project: id,
    branch: null,
    model: null,
    permissionMode: null,
    state: 'done',
    waitingFor: null,
    since: NaN,
    lastMillis: NaN,
    lastAction: null,
    counts: { events: 0, calls: 0, running: 0, prompts: 0 },
    errors: 0,
    usage: null,
    startedAt,
    endedAt: null,
    links: [],
    hue,
    types: new Map(),
    revision: 0,
  };
}

/** An agent of which only `who` is known: it runs. */
export function newAgent(
  who: Pick<AgentRecord, 'id' | 'session' | 'order' | 'startedAt'>,
): Draft<AgentRecord> {
  return {
    ...who,
    key: keyOf(who.session, who.id),
    type: null,
    parent: null,
    confidence: null,
    callId: null,
    status: 'running',
    background: false,
    description: null,
    prompt: null,
    result: null,
    endedAt: null,
    toolCalls: 0,
    toolUses: null,
    tokens: null,
    model: null,
    durationMs: null,
    revision: 0,
  };
}

export function keyOf(session: string, id: string): string {
  return `${session} ${id}`;
}
