// @vitest-environment node
/**
 * Holds the page's account to the golden files of the daemon's own test: from the events as the daemon sends them, the page must
 * come to the calls, agents, files and states that the daemon serves.
 */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../event/json';
import { readEvent, type FileTouch, type MonitorEvent } from '../../event/wire';
import { EventLog } from '../event-log';
import { linesOf } from './files';
import { stateAt } from './session-fold';
import { MAIN, type AgentRecord, type CallRecord, type FileRecord, type SessionRecord } from './records';

const RESOURCES = '../monitor-daemon/src/test/resources';

interface Golden {
  readonly states: readonly string[];
  readonly session: JsonObject;
  readonly tools: readonly JsonObject[];
  readonly agents: readonly JsonObject[];
  readonly files: readonly JsonObject[];
}

function lines(path: string): JsonObject[] {
  const text = readFileSync(`${RESOURCES}/${path}`, 'utf8').trimEnd();
  return text.split('\n').map((line) => JSON.parse(line) as JsonObject);
}

function golden(name: string): Golden {
  return JSON.parse(readFileSync(`${RESOURCES}/golden/${name}.json`, 'utf8')) as Golden;
}

function read(wire: JsonObject): MonitorEvent {
  const event = readEvent(wire);
  if (event === null) throw new Error(`cannot be read: ${JSON.stringify(wire)}`);
  return event;
}

/** The events as they came to the page: what the golden file leaves out of them is in the fixture. */
function eventsOf(name: string): MonitorEvent[] {
  const payloads = lines(`fixtures/${name}.ndjson`).map(({ payload }) => payload ?? null);
  return lines(`golden/${name}.events.ndjson`).map((wire, i) => read({ ...wire, data: payloads[i] ?? null }));
}

const time = (text: unknown): number | null => (typeof text === 'string' ? Date.parse(text) : null);
const orNull = (text: unknown): unknown => (text === '' ? null : text);

/** A file as a call names it. */
function told(file: JsonObject): FileTouch {
  const { path, op, pattern = null, moved_to: movedTo = null, added, removed } = file;
  return { path, op, pattern, movedTo, added, removed } as unknown as FileTouch;
}

function touch({ path, op, pattern, movedTo, added, removed }: FileTouch): FileTouch {
  return { path, op, pattern, movedTo, added, removed };
}

/** What the daemon serves of a call and the page knows too; input and result the page reads in the events themselves. */
function servedCall(call: JsonObject) {
  const permission = call.permission as JsonObject | null;
  return {
    callId: call.call_id,
    name: call.name,
    status: call.status,
    durationMs: call.duration_ms,
    agentId: call.agent_id,
    startedAt: time(call.started),
    endedAt: time(call.ended),
    reason: orNull(call.reason),
    proof: call.proof,
    background: call.background,
    permission: permission && {
      answer: permission.answer,
      askedAt: time(permission.asked_at),
      waitedMs: permission.waited_ms,
    },
    files: (call.files as JsonObject[]).map(told),
  };
}

function heldCall(call: CallRecord): ReturnType<typeof servedCall> {
  const { callId, name, status, durationMs, agentId, startedAt, endedAt, reason, proof, background } = call;
  const permission = call.permission === null ? null : { ...call.permission };
  const files = call.files.map(touch);
  const end = { status, durationMs, startedAt, endedAt, reason, proof, background };
  return { callId, name, agentId, ...end, permission, files };
}

function servedAgent(agent: JsonObject) {
  const reported = agent.reported as JsonObject;
  return {
    id: agent.id,
    type: agent.type,
    parent: agent.parent,
    callId: agent.call_id,
    confidence: agent.call_id === null ? null : agent.confidence,
    status: agent.status,
    background: agent.background,
    startedAt: time(agent.started),
    endedAt: time(agent.ended),
    description: orNull(agent.description),
    prompt: orNull(agent.prompt),
    result: orNull(agent.result),
    toolCalls: agent.tool_calls,
    model: reported.model,
    toolUses: reported.tool_count,
    tokens: reported.tokens,
    durationMs: reported.duration_ms,
  };
}

function heldAgent(agent: AgentRecord): ReturnType<typeof servedAgent> {
  const { id, type, parent, callId, status, background, startedAt, endedAt } = agent;
  const { description, prompt, result, toolCalls, model, toolUses, tokens, durationMs } = agent;
  const confidence = callId === null ? null : agent.confidence;
  const of = { id, type, parent, callId, confidence, status, background, startedAt, endedAt };
  return { ...of, description, prompt, result, toolCalls, model, toolUses, tokens, durationMs };
}

function servedFile(file: JsonObject) {
  return {
    path: file.path,
    added: file.added,
    removed: file.removed,
    addedUntold: file.added_untold,
    removedUntold: file.removed_untold,
    operations: (file.operations as JsonObject[]).map((operation) => ({
      ...told(operation),
      callId: operation.call_id,
      tool: operation.tool,
      agentId: operation.agent_id,
      at: time(operation.at),
      status: operation.status,
    })),
  };
}

function heldFile({ path, added, removed, operations }: FileRecord): ReturnType<typeof servedFile> {
  return {
    path,
    added: linesOf(added),
    removed: linesOf(removed),
    addedUntold: added.untold,
    removedUntold: removed.untold,
    operations: operations.map(({ callId, tool, agentId, at, status, ...operation }) => ({
      ...touch({ ...operation, path }),
      callId,
      tool,
      agentId,
      at,
      status,
    })),
  };
}

function servedSession(session: JsonObject) {
  const calls = session.calls as JsonObject;
  return {
    id: session.session_id,
    title: orNull(session.title),
    cwd: session.cwd,
    model: session.model,
    permissionMode: session.permission_mode,
    state: session.state,
    waitingFor: session.waiting_for,
    startedAt: time(session.started),
    endedAt: time(session.ended),
    lastMillis: time(session.last_activity),
    counts: {
      events: session.events,
      calls: calls.total,
      running: calls.running,
      prompts: session.prompts,
    },
    errors: session.errors,
    links: (session.links as JsonObject[]).map(({ how, session_id }) => ({ how, session: session_id })),
  };
}

function heldSession(session: SessionRecord): ReturnType<typeof servedSession> {
  const { id, title, cwd, model, permissionMode, state, waitingFor, startedAt, endedAt, lastMillis } =
    session;
  const { counts, errors, links } = session;
  const about = { id, title, cwd, model, permissionMode, state, waitingFor, startedAt, endedAt, lastMillis };
  return { ...about, counts: { ...counts }, errors, links: links.map((link) => ({ ...link })) };
}

function accountOf({ account }: EventLog, session: string) {
  return {
    tools: account.calls
      .all()
      .filter((call) => call.session === session)
      .map(heldCall),
    agents: account.agents
      .of(session)
      .filter(({ id }) => id !== MAIN)
      .map(heldAgent),
    files: account.files
      .all()
      .filter((file) => file.session === session)
      .map(heldFile),
  };
}

function served({
  tools,
  agents,
  files,
}: Pick<Golden, 'tools' | 'agents' | 'files'>): ReturnType<typeof accountOf> {
  return { tools: tools.map(servedCall), agents: agents.map(servedAgent), files: files.map(servedFile) };
}

function only(sessions: readonly SessionRecord[]): SessionRecord {
  const [session] = sessions;
  if (session === undefined || sessions.length > 1) throw new Error(`${sessions.length} sessions`);
  return session;
}

describe.each(['explore', 'interactive', 'agents', 'refused'])('%s', (name) => {
  const expected = golden(name);
  const log = new EventLog();
  const states = eventsOf(name).map((event) => {
    log.add([event]);
    const session = only(log.account.sessions.newestFirst());
    const waits = session.waitingFor === null ? '' : ` ${session.waitingFor}`;
    return `${event.hookEventName}: ${stateAt(session, session.lastMillis)}${waits}`;
  });
  const session = only(log.account.sessions.newestFirst());

  it('states_onTheWay', () => expect(states).toEqual(expected.states));

  it('calls_agents_files', () => expect(accountOf(log, session.id)).toEqual(served(expected)));

  it('session', () => expect(heldSession(session)).toEqual(servedSession(expected.session)));
});

describe.each(['parallel', 'lives'])('%s', (name) => {
  const log = new EventLog();
  log.add(lines(`golden/${name}.events.ndjson`).map(read));
  const accounts = JSON.parse(readFileSync(`${RESOURCES}/golden/${name}.json`, 'utf8')) as Record<
    string,
    Golden
  >;

  it.each(Object.entries(accounts))('%s_isAsTheDaemonSays', (id, account) => {
    const session = log.account.sessions.get(id);
    expect(session && heldSession(session)).toEqual(servedSession(account.session));
    expect(accountOf(log, id)).toEqual(served(account));
  });
});
