/**
 * The tool calls that the held rows tell of, by session and call id. The daemon has paired them already; what is left is to put the
 * ends beside the starts, where the better proof of an end wins over the worse. A call goes when none of its rows is held.
 */

import { objectAt, textAt, type Json, type JsonObject } from '../../event/json';
import type { EventRow } from '../../event/row';
import { inputSummary } from '../../event/summary';
import type { Closing, InBackground, MonitorEvent, Permission, ToolCall, ToolStatus } from '../../event/wire';
import {
  keyOf,
  MAIN,
  PROOFS,
  type AskedPermission,
  type CallRecord,
  type Draft,
  type Proof,
} from './records';
import type { Resumed } from './sessions';

export interface CallTally {
  readonly held: number;
  readonly running: number;
  readonly failed: number;
}

const NO_CALLS: CallTally = { held: 0, running: 0, failed: 0 };
const NONE: readonly CallRecord[] = [];
const CLOSED_REMEMBERED = 4_096;

export class CallTable {
  private readonly byKey = new Map<string, Draft<CallRecord>>();
  private readonly tallies = new Map<string, Draft<CallTally>>();
  private readonly running = new Map<string, Set<CallRecord>>();
  /** Few among the running ones, which may be many: each event asks for them. */
  private readonly waiting = new Map<string, Set<CallRecord>>();
  private listed: readonly CallRecord[] | null = null;
  private closings = 0;
  /** The starts of the calls that closed last. */
  private closedStarts: number[] = [];

  /** Grows whenever a call ends, and when a better proof says how. */
  get closed(): number {
    return this.closings;
  }

  /** Ordinals of the starts of the calls that closed since `closed` was so much; null when these were too many to remember. */
  closedSince(closed: number): readonly number[] | null {
    const count = this.closings - closed;
    return count > this.closedStarts.length
      ? null
      : this.closedStarts.slice(this.closedStarts.length - count);
  }

  get size(): number {
    return this.byKey.size;
  }

  get(key: string): CallRecord | undefined {
    return this.byKey.get(key);
  }

  /** All calls in the order in which they were first heard of. */
  all(): readonly CallRecord[] {
    this.listed ??= [...this.byKey.values()];
    return this.listed;
  }

  tallyOf(session: string): CallTally {
    return this.tallies.get(session) ?? NO_CALLS;
  }

  /** The calls of a session that are in flight. */
  runningOf(session: string): Iterable<CallRecord> {
    return this.running.get(session) ?? NONE;
  }

  /** Those of them that wait for the user: questions, and calls that need a permission. */
  waitingOf(session: string): Iterable<CallRecord> {
    return this.waiting.get(session) ?? NONE;
  }

  /** Takes in a row; answers the calls of which it told something new. */
  add(row: EventRow): readonly CallRecord[] {
    const { event, session } = row;
    const ends = event.type === 'session.end';
    if (
      !ends &&
      event.tool === null &&
      event.permission === null &&
      !event.closes.length &&
      !event.background.length &&
      !event.calls.length
    )
      return NONE;
    const touched = new Set<CallRecord>();
    const note = (call: CallRecord | undefined) => {
      if (call !== undefined) touched.add(call);
    };
    if (event.tool !== null) note(this.told(row, event.tool));
    for (const call of event.calls) note(this.filled(row, call));
    for (const closing of event.closes) note(this.close(row, closing));
    for (const command of event.background) note(this.inBackground(session, command));
    if (event.permission !== null) note(this.ask(session, event.permission));
    // No call outlives its session, also when the event that says so was missed.
    if (ends) for (const { callId } of [...this.runningOf(session)]) note(this.close(row, over(callId)));
    for (const call of touched) this.heed(call, waitsForUser(call));
    return [...touched];
  }

  /** What the start that `origin` tells of has ended goes on; answers these calls. */
  reopen({ session, millis }: Resumed): readonly CallRecord[] {
    const calls = [...this.byKey.values()].filter(
      (call) =>
        call.session === session &&
        call.proof === 'inferred' &&
        call.reason === STARTED_ANEW &&
        call.endedAt === millis,
    );
    for (const call of calls) {
      this.count(call, -1);
      Object.assign(call, {
        proof: 'none',
        status: 'running',
        endedAt: null,
        durationMs: null,
        reason: null,
      });
      if (call.permission?.answer === 'unanswered') call.permission = { ...call.permission, answer: 'asked' };
      call.revision++;
      this.count(call, 1);
      this.heed(call, waitsForUser(call));
    }
    return calls;
  }

  /** Lets go of a row; answers the calls that go with it. */
  remove(row: EventRow): readonly CallRecord[] {
    const { event, session } = row;
    if (event.tool === null && event.calls.length === 0) return NONE;
    const gone: CallRecord[] = [];
    for (const { callId } of event.tool === null ? event.calls : [event.tool, ...event.calls]) {
      const call = callId === null ? undefined : this.byKey.get(keyOf(session, callId));
      if (call === undefined) continue;
      if (call.startRow === row.n) call.startRow = null;
      if (call.endRow === row.n) call.endRow = null;
      call.revision++;
      if (call.startRow === null && call.endRow === null) {
        this.drop(call);
        gone.push(call);
      }
    }
    return gone;
  }

  /** Ordinal of the other end of `row`'s call; undefined when it is not held. */
  otherEnd(row: EventRow): number | undefined {
    const call = row.callKey === null ? undefined : this.byKey.get(row.callKey);
    return (row.event.tool?.phase === 'start' ? call?.endRow : call?.startRow) ?? undefined;
  }

  /** `started` is the start of a call that is over and has an end of its own, which tells how. */
  statusOf(row: EventRow): ToolStatus | 'started' | null {
    const { tool } = row.event;
    if (tool === null) return null;
    if (tool.phase !== 'start' || tool.status !== 'running' || row.callKey === null) return tool.status;
    const call = this.byKey.get(row.callKey);
    return call === undefined || call.proof === 'end' ? 'started' : call.status;
  }

  private told(row: EventRow, tool: ToolCall): CallRecord | undefined {
    if (tool.callId === null || tool.phase === null) return undefined;
    const call = this.open(row, tool.callId, tool.name, inputIn(row.event));
    if (tool.phase === 'start') {
      call.startRow = row.n;
      if (!Number.isNaN(row.millis)) call.startedAt = Math.min(call.startedAt ?? Infinity, row.millis);
      if (call.proof !== 'inferred') call.durationMs ??= measured(call);
      // A start that arrives after its end carries the end's status.
      if (tool.status !== null && tool.status !== 'running') this.end(call, row, 'inferred', tool);
    } else {
      call.endRow = row.n;
      this.end(call, row, 'end', tool);
    }
    if (row.event.files.length > 0) call.files = row.event.files;
    return call;
  }

  private filled(row: EventRow, tool: ToolCall): CallRecord | undefined {
    if (tool.callId === null) return undefined;
    const element = batchElement(row.event, tool.callId);
    const call = this.open(row, tool.callId, tool.name, objectAt(element, 'tool_input'));
    if (call.proof !== 'end') call.endRow = row.n;
    this.end(call, row, 'batch', tool);
    if (tool.files.length > 0) call.files = tool.files;
    return call;
  }

  private close(row: EventRow, closing: Closing): CallRecord | undefined {
    const call = this.byKey.get(keyOf(row.session, closing.callId));
    if (call === undefined || !this.end(call, row, 'inferred', { status: closing.status, durationMs: null }))
      return undefined;
    call.reason = closing.reason;
    return call;
  }

  private inBackground(session: string, { callId, status }: InBackground): CallRecord | undefined {
    const call = this.byKey.get(keyOf(session, callId));
    if (call === undefined) return undefined;
    call.background = status;
    call.revision++;
    return call;
  }

  private ask(session: string, { callId, answer, askedAt, waitedMs }: Permission): CallRecord | undefined {
    const call = this.byKey.get(keyOf(session, callId));
    if (call === undefined) return undefined;
    call.permission = { answer, askedAt, waitedMs };
    call.revision++;
    return call;
  }

  private open(
    row: EventRow,
    callId: string,
    name: string | null,
    input: JsonObject | null,
  ): Draft<CallRecord> {
    const key = keyOf(row.session, callId);
    const known = this.byKey.get(key);
    if (known !== undefined) {
      known.revision++;
      return known;
    }
    const call: Draft<CallRecord> = {
      key,
      callId,
      session: row.session,
      order: row.n,
      agentId: row.event.agent?.id ?? MAIN,
      name: name ?? 'tool',
      status: 'running',
      proof: 'none',
      startedAt: null,
      endedAt: null,
      durationMs: null,
      reason: null,
      background: null,
      permission: null,
      files: [],
      summary: input === null ? '' : inputSummary(input, row.event.cwd),
      startRow: null,
      endRow: null,
      revision: 0,
    };
    this.byKey.set(key, call);
    this.listed = null;
    this.count(call, 1);
    return call;
  }

  /** Whether the call's end is news: as well proven as what is known, or better. */
  private end(
    call: Draft<CallRecord>,
    row: EventRow,
    proof: Proof,
    { status, durationMs }: Pick<ToolCall, 'status' | 'durationMs'>,
  ): boolean {
    if (call.proof === 'end' || PROOFS.indexOf(proof) < PROOFS.indexOf(call.proof)) return false;
    this.count(call, -1);
    call.proof = proof;
    call.status = status ?? 'unknown';
    call.endedAt = Number.isNaN(row.millis) ? call.endedAt : row.millis;
    // When nobody told its end, it may have been over for long when that was noticed.
    call.durationMs = durationMs ?? (proof === 'inferred' ? null : measured(call));
    call.permission = answered(call);
    call.reason = null;
    call.revision++;
    this.count(call, 1);
    this.closings++;
    if (this.closedStarts.length === 2 * CLOSED_REMEMBERED) this.closedStarts.splice(0, CLOSED_REMEMBERED);
    this.closedStarts.push(call.startRow ?? -1);
    return true;
  }

  private drop(call: CallRecord): void {
    this.byKey.delete(call.key);
    this.listed = null;
    this.heed(call, false);
    this.count(call, -1);
  }

  private count(call: CallRecord, by: 1 | -1): void {
    const tally = this.tallies.get(call.session) ?? { ...NO_CALLS };
    this.tallies.set(call.session, tally);
    tally.held += by;
    if (call.status === 'failed') tally.failed += by;
    if (call.status === 'running') {
      tally.running += by;
      this.inFlight(call, by === 1);
    }
    if (tally.held === 0 && by === -1) this.tallies.delete(call.session);
  }

  private heed(call: CallRecord, waits: boolean): void {
    const calls = this.waiting.get(call.session);
    if (waits) this.waiting.set(call.session, (calls ?? new Set()).add(call));
    else if (calls?.delete(call) && calls.size === 0) this.waiting.delete(call.session);
  }

  private inFlight(call: CallRecord, is: boolean): void {
    const calls = this.running.get(call.session) ?? new Set();
    if (is) {
      this.running.set(call.session, calls.add(call));
      return;
    }
    calls.delete(call);
    if (calls.size === 0) this.running.delete(call.session);
  }
}

function waitsForUser(call: CallRecord): boolean {
  return call.status === 'running' && (isQuestion(call) || call.permission?.answer === 'asked');
}

/** Whether the tool is itself a question. */
export function isQuestion({ name }: Pick<CallRecord, 'name'>): boolean {
  return name === 'AskUserQuestion' || name === 'ExitPlanMode';
}

/** Why the daemon ends the calls of a process that is no more. */
const STARTED_ANEW = 'the session was started anew';

function over(callId: string): Closing {
  return { callId, status: 'interrupted', reason: 'the session has ended' };
}

function inputIn({ data }: MonitorEvent): JsonObject | null {
  return objectAt(data, 'tool_input') ?? objectAt(data, 'tool_parameters');
}

/** What the end of a call tells of the answer, by the daemon's own rules; its own event may tell better. */
function answered({ permission, status, endedAt, durationMs }: CallRecord): AskedPermission | null {
  if (permission?.answer !== 'asked' || endedAt === null) return permission;
  const waitedMs = Math.max(0, endedAt - permission.askedAt - (durationMs ?? 0));
  if (status === 'ok' || status === 'failed') return { ...permission, answer: 'granted', waitedMs };
  return status === 'denied'
    ? { ...permission, answer: 'denied', waitedMs }
    : { ...permission, answer: 'unanswered', waitedMs: null };
}

function measured({ startedAt, endedAt }: CallRecord): number | null {
  return startedAt === null || endedAt === null ? null : Math.max(0, endedAt - startedAt);
}

/** What a PostToolBatch says of one of its calls. */
export function batchElement({ data }: MonitorEvent, callId: string): Json {
  const calls = Array.isArray(data.tool_calls) ? data.tool_calls : [];
  return calls.find((call) => textAt(call, 'tool_use_id') === callId) ?? null;
}
