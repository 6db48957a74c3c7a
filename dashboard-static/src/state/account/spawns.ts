/** The calls of one session that ask for agents, and which agent each of them has started. */

import { isObject, objectAt, textAt, type JsonObject } from '../../event/json';
import type { EventRow } from '../../event/row';
import { batchElement } from './calls';
import { MAIN, type AgentRecord, type CallRecord } from './records';
import { batchReportOf, reportOf, type AgentReport } from './report';

export interface Spawn {
  readonly call: CallRecord;
  readonly type: string;
  readonly description: string | null;
  readonly prompt: string | null;
  readonly background: boolean;
  /** The agent that it has started, as its result says; null until then. */
  readonly agentId: string | null;
}

export interface Told {
  readonly spawn: Spawn;
  readonly agentId: string;
  /** No row before has told which agent it is. */
  readonly isNew: boolean;
  readonly report: AgentReport;
}

/** What a call without a type gets. */
const DEFAULT_TYPE = 'general-purpose';

/** Whether the tool is one that starts an agent, under today's name or the old one. */
export function isSpawn({ name }: CallRecord): boolean {
  return /^(agent|task)$/i.test(name);
}

export class Spawns {
  private readonly byCall = new Map<string, Spawn>();

  /** Takes in what `row` says of `call`; answers its report when the row has one that names an agent. */
  tell(call: CallRecord, row: EventRow): Told | null {
    const own = row.event.tool?.callId === call.callId;
    const element = own ? row.event.data : batchElement(row.event, call.callId);
    const spawn = this.known(call, objectAt(element, 'tool_input') ?? {});
    if (call.endRow !== row.n) return null;
    const response = isObject(element) ? (element.tool_response ?? null) : null;
    const report = own ? reportOf(response) : batchReportOf(response);
    // A call starts one agent: the first that it names.
    const agentId = spawn.agentId ?? report.agentId;
    if (report.agentId === null || agentId === null) return null;
    this.byCall.set(call.callId, { ...spawn, agentId });
    return { spawn, agentId, isNew: spawn.agentId === null, report };
  }

  /** Answers the agent that the call's result has named; null when none has. */
  remove({ callId }: CallRecord): string | null {
    const agentId = this.byCall.get(callId)?.agentId ?? null;
    this.byCall.delete(callId);
    return agentId;
  }

  /**
   * For each agent whose call no result has told: the call that has started it when every other possibility is ruled out, by the
   * daemon's own rules; else null.
   */
  *guesses(agents: readonly AgentRecord[]): Iterable<[agentId: string, spawn: Spawn | null]> {
    const open = agents.filter(
      ({ id, type, confidence, callId }) =>
        id !== MAIN && type !== null && !(confidence === 'definitive' && callId !== null),
    );
    if (open.length === 0) return;
    const free = [...this.byCall.values()].filter(({ agentId }) => agentId === null);
    const claims = open.map((agent) => ({
      agent,
      left: free.filter((spawn) => canHaveStarted(spawn, agent)),
    }));
    const sure = new Map<AgentRecord, Spawn>();
    for (let next = onlyOne(claims); next !== null; next = onlyOne(claims)) {
      const { agent, spawn } = next;
      sure.set(agent, spawn);
      for (const claim of claims) claim.left = claim.left.filter((one) => one !== spawn);
    }
    for (const agent of open) {
      const guess = sure.get(agent) ?? null;
      if ((guess?.call.callId ?? null) !== agent.callId) yield [agent.id, guess];
    }
  }

  private known(call: CallRecord, input: JsonObject): Spawn {
    const known = this.byCall.get(call.callId);
    if (known !== undefined) return known;
    const spawn: Spawn = {
      call,
      type: textAt(input, 'subagent_type') ?? DEFAULT_TYPE,
      description: textAt(input, 'description'),
      prompt: textAt(input, 'prompt'),
      background: input.run_in_background === true,
      agentId: null,
    };
    this.byCall.set(call.callId, spawn);
    return spawn;
  }
}

interface Claim {
  readonly agent: AgentRecord;
  /** The calls that can have started it, and have started no other. */
  left: readonly Spawn[];
}

/** An agent with one call left, which is not the only one of another agent as well. */
function onlyOne(claims: readonly Claim[]): { agent: AgentRecord; spawn: Spawn } | null {
  const sole = claims.map(({ left }) => (left.length === 1 ? (left[0] ?? null) : null));
  const at = sole.findIndex((spawn) => spawn !== null && sole.indexOf(spawn) === sole.lastIndexOf(spawn));
  const [claim, spawn] = [claims[at], sole[at]];
  return claim && spawn ? { agent: claim.agent, spawn } : null;
}

function canHaveStarted({ call, type }: Spawn, agent: AgentRecord): boolean {
  return (
    type === agent.type &&
    call.agentId !== agent.id &&
    (call.startedAt === null || call.startedAt <= agent.startedAt) &&
    (call.endedAt === null || call.endedAt >= agent.startedAt)
  );
}
