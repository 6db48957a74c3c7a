/**
 * The agents of one session: who started whom, with what, and what came back. Claude Code names both ends only in the result of the
 * call that asked for an agent; until then the call is the only one that fits, or nobody knows.
 */

import { objectAt, textAt, type Json } from '../../event/json';
import { promptOf } from '../../event/notification';
import { INTERRUPTED, SILENT } from '../../event/observed';
import type { EventRow } from '../../event/row';
import type { AgentRef } from '../../event/wire';
import { MAIN, newAgent, type AgentRecord, type AgentStatus, type CallRecord, type Draft } from './records';
import { isSpawn, Spawns, type Told } from './spawns';
import { isNewProcess } from './turn';

interface Held extends Draft<AgentRecord> {
  /** How many of its rows, and of the calls whose results named it, are held. */
  witnesses: number;
  /** Its end was told, and not only inferred. */
  toldEnd: boolean;
}

export class SessionAgents {
  private readonly byId = new Map<string, Held>();
  private readonly spawns = new Spawns();

  constructor(private readonly session: string) {}

  get size(): number {
    return this.byId.size;
  }

  get(id: string): AgentRecord | undefined {
    return this.byId.get(id);
  }

  all(): readonly AgentRecord[] {
    return [...this.byId.values()];
  }

  isAnyRunning(): boolean {
    for (const agent of this.byId.values()) if (agent.id !== MAIN && agent.status === 'running') return true;
    return false;
  }

  /** Whether any agent is another one by the row. */
  add(row: EventRow, calls: readonly CallRecord[]): boolean {
    const ref = row.event.agent;
    const id = ref?.id ?? MAIN;
    const known = this.byId.get(id);
    const agent = known ?? this.open(row, id, row.millis, ref);
    const before = agent.revision;
    agent.witnesses++;
    if (id === MAIN) this.mainMoves(agent, row);
    else this.seen(agent, row, ref);
    this.heedStop(row);
    this.countCalls(row, calls);
    const spawned = this.spawned(row, calls);
    return known === undefined || spawned || agent.revision !== before || calls.length > 0;
  }

  /** What a start at `millis` has ended goes on. */
  reopen(millis: number): boolean {
    let any = false;
    for (const agent of this.byId.values()) {
      if (agent.toldEnd || agent.status !== 'interrupted' || agent.endedAt !== millis) continue;
      resume(agent);
      any = true;
    }
    return any;
  }

  remove(id: string, gone: readonly CallRecord[]): void {
    for (const call of gone) {
      const caller = this.byId.get(call.agentId);
      if (caller !== undefined) caller.toolCalls--;
      const named = this.spawns.remove(call);
      if (named !== null) this.letGo(named);
    }
    this.letGo(id);
  }

  private letGo(id: string): void {
    const agent = this.byId.get(id);
    if (agent !== undefined && --agent.witnesses === 0) this.byId.delete(id);
  }

  private open(row: EventRow, id: string, startedAt: number, ref: AgentRef | null): Held {
    const agent: Held = {
      ...newAgent({ id, session: this.session, order: row.n, startedAt }),
      type: ref?.type ?? null,
      parent: ref?.parent ?? null,
      confidence: ref?.parent === null ? null : (ref?.confidence ?? null),
      witnesses: 0,
      toldEnd: false,
    };
    this.byId.set(id, agent);
    return agent;
  }

  /** An event of a subagent: it is alive, unless the event is older than its end. */
  private seen(agent: Held, row: EventRow, ref: AgentRef | null): void {
    const { event, millis } = row;
    if (agent.type === null && ref?.type !== null && ref?.type !== undefined) {
      agent.type = ref.type;
      agent.revision++;
    }
    // What a result has proven stays; what the daemon has worked out since replaces what it knew before.
    if (agent.callId === null && ref !== null && ref.parent !== null && ref.parent !== agent.parent) {
      agent.parent = ref.parent;
      agent.revision++;
    }
    if (millis < agent.startedAt) agent.startedAt = millis;
    if (event.type === 'hook.subagent_stop') {
      const words = textAt(event.data, 'last_assistant_message');
      const failed = event.data.is_error_termination === true;
      end(agent, failed ? 'failed' : 'done', millis, { told: true, words });
      return;
    }
    if (event.type === 'hook.stop_failure') {
      const words = textAt(event.data, 'last_assistant_message') ?? textAt(event.data, 'error');
      // The result of its call says "completed" all the same, and may be here before it.
      const at = agent.toldEnd ? Math.max(agent.endedAt ?? millis, millis) : millis;
      agent.toldEnd = false;
      end(agent, 'failed', at, { told: true, words });
      return;
    }
    const worksAgain = event.type === 'hook.subagent_start' || event.type === 'hook.pre_tool';
    if (agent.endedAt !== null && agent.endedAt < millis && (worksAgain || !agent.toldEnd)) {
      resume(agent);
    }
    if (event.type === INTERRUPTED) this.endAll((other) => other === agent, 'interrupted', millis);
  }

  private mainMoves(main: Held, row: EventRow): void {
    const { event, millis } = row;
    switch (event.type) {
      case 'hook.user_prompt':
        main.prompt = promptOf(event) ?? main.prompt;
        resume(main);
        this.endAll((agent) => !agent.background, 'interrupted', millis);
        break;
      case 'hook.pre_tool':
        if (main.status !== 'running') resume(main);
        break;
      case 'hook.stop':
      case 'hook.stop_failure':
        end(main, event.type === 'hook.stop' ? 'done' : 'failed', millis, {
          told: true,
          words: textAt(event.data, 'last_assistant_message') ?? textAt(event.data, 'error'),
        });
        // Claude Code's own helpers have no type and tell no end.
        this.endAll((agent) => agent.type === null, 'unknown', millis);
        this.endTasks(event.data.background_tasks ?? null, millis);
        break;
      case 'session.start':
        if (!isNewProcess(row)) break;
        if (main.status === 'running' && main.order !== row.n) {
          end(main, 'interrupted', millis, { told: false, words: null });
        }
        this.endAll(() => true, 'interrupted', millis);
        break;
      case INTERRUPTED:
        if (main.status === 'running' && main.startedAt <= millis) {
          end(main, 'interrupted', millis, { told: true, words: null });
        }
        this.endAll((agent) => !agent.background, 'interrupted', millis);
        break;
      case SILENT:
        if (event.data.gone !== true) break;
        if (main.status === 'running') end(main, 'unknown', millis, { told: false, words: null });
        this.endAll(() => true, 'unknown', millis);
        break;
      case 'session.end':
        if (main.status === 'running') end(main, 'unknown', millis, { told: false, words: null });
        this.endAll(() => true, 'interrupted', millis);
        break;
      default:
    }
  }

  /** An agent that is stopped by a tool tells nothing more. */
  private heedStop({ event, millis }: EventRow): void {
    const { tool, data } = event;
    if (tool?.name !== 'TaskStop' || tool.phase !== 'end' || tool.status !== 'ok') return;
    const task = textAt(objectAt(data, 'tool_input'), 'task_id');
    this.endAll(({ id }) => id === task, 'interrupted', millis);
  }

  /** No hook tells of the end of an agent that was stopped: the turn's end tells what still runs. */
  private endTasks(running: Json, millis: number): void {
    if (!Array.isArray(running)) return;
    const tasks = new Set(running.map((task) => textAt(task, 'id') ?? ''));
    this.endAll((agent) => this.isGone(agent, tasks, this.byId.size), 'unknown', millis);
  }

  /** @param steps the most that may lead to the agent in the background; a guess may lead in circles */
  private isGone(agent: AgentRecord, tasks: ReadonlySet<string>, steps: number): boolean {
    if (agent.background) return !tasks.has(agent.id);
    const caller = agent.parent === null ? undefined : this.byId.get(agent.parent);
    return caller !== undefined && steps > 0 && this.isGone(caller, tasks, steps - 1);
  }

  private endAll(which: (agent: Held) => boolean, how: AgentStatus, millis: number): void {
    for (const agent of this.byId.values()) {
      if (agent.id === MAIN || agent.status !== 'running' || agent.startedAt > millis || !which(agent))
        continue;
      end(agent, how, millis, { told: false, words: null });
    }
  }

  private countCalls(row: EventRow, calls: readonly CallRecord[]): void {
    for (const call of calls) {
      const caller = call.order === row.n ? this.byId.get(call.agentId) : undefined;
      // A call that is told and closed by one row is still one call.
      if (caller !== undefined) caller.toolCalls++;
    }
  }

  private spawned(row: EventRow, calls: readonly CallRecord[]): boolean {
    let changed = false;
    for (const call of calls) {
      if (!isSpawn(call)) continue;
      const told = this.spawns.tell(call, row);
      if (told !== null) this.report(told, row);
      changed = true;
    }
    const { type } = row.event;
    if (!changed && type !== 'hook.subagent_start') return false;
    for (const [agentId, spawn] of this.spawns.guesses(this.all())) {
      const agent = this.byId.get(agentId);
      if (agent === undefined) continue;
      agent.callId = spawn?.call.callId ?? null;
      agent.parent = spawn?.call.agentId ?? agent.parent;
      agent.confidence = spawn === null ? null : 'high';
      agent.description = spawn?.description ?? null;
      agent.prompt = spawn?.prompt ?? null;
      agent.background = spawn?.background ?? false;
      agent.revision++;
    }
    return true;
  }

  /** The result of the call that asked for an agent: nothing is a better proof. */
  private report({ spawn, agentId, isNew, report }: Told, row: EventRow): void {
    // Hooks run side by side: the result may be here before the agent's own first event.
    const agent = this.byId.get(agentId) ?? this.open(row, agentId, spawn.call.startedAt ?? row.millis, null);
    if (isNew) agent.witnesses++;
    agent.type ??= report.type ?? spawn.type;
    agent.parent = spawn.call.agentId;
    agent.callId = spawn.call.callId;
    agent.confidence = 'definitive';
    agent.description = spawn.description;
    agent.prompt = spawn.prompt;
    agent.background = spawn.background || report.launchOnly;
    agent.model = report.model ?? agent.model;
    agent.toolUses = report.toolUses ?? agent.toolUses;
    agent.tokens = report.tokens ?? agent.tokens;
    agent.durationMs = report.durationMs ?? agent.durationMs;
    agent.revision++;
    if (report.launchOnly) return;
    agent.result ??= report.result;
    if (!agent.toldEnd) end(agent, 'done', row.millis, { told: true, words: null });
  }
}

function end(
  agent: Held,
  how: AgentStatus,
  millis: number,
  { told, words }: { told: boolean; words: string | null },
): void {
  if (agent.toldEnd && (agent.endedAt ?? 0) >= millis && agent.id !== MAIN) return;
  agent.status = how;
  agent.endedAt = millis;
  agent.toldEnd = told;
  agent.result = words ?? agent.result;
  agent.revision++;
}

function resume(agent: Held): void {
  agent.status = 'running';
  agent.endedAt = null;
  agent.toldEnd = false;
  agent.revision++;
}
