/** Who started whom, as lines: each session's main agent, under it the agents that it started, and so on. */

import { MAIN, type AgentRecord } from '../account/records';
import type { SessionTable } from '../account/sessions';

export interface AgentRow {
  readonly agent: AgentRecord;
  /** 0 for a main agent. */
  readonly depth: number;
  /** False for one that stands here only because an agent below it passes. */
  readonly passes: boolean;
  /** How many agents that it started have lines of their own, or would have. */
  readonly children: number;
  /** Whether those are shown. */
  readonly open: boolean;
}

/**
 * The lines of one session. An agent whose starter is unknown, or is not held, stands under the main agent; where that is not held
 * either, it stands alone. `folded` has the keys of the agents whose children are not shown. Where not every agent `passes`, those
 * that do keep the ones above them.
 */
export function agentRows(
  agents: readonly AgentRecord[],
  folded: ReadonlySet<string>,
  passes: (agent: AgentRecord) => boolean = () => true,
): readonly AgentRow[] {
  const ids = new Set(agents.map(({ id }) => id));
  const children = new Map<string, AgentRecord[]>();
  for (const agent of agents) {
    const parent = parentOf(agent, ids);
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [agent]);
    else siblings.push(agent);
  }
  const rows: AgentRow[] = [];
  const seen = new Set<string>();
  /** Whether the agent, or one below it, passes. */
  const visit = (agent: AgentRecord, depth: number): boolean => {
    if (seen.has(agent.id)) return false;
    seen.add(agent.id);
    const at = rows.length;
    const row = { agent, depth, passes: passes(agent), children: 0, open: false };
    rows.push(row);
    for (const child of children.get(agent.id) ?? []) if (visit(child, depth + 1)) row.children++;
    row.open = row.children > 0 && !folded.has(agent.key);
    const kept = row.passes || row.children > 0;
    if (!row.open) rows.length = kept ? at + 1 : at;
    return kept;
  };
  for (const root of children.get(NOBODY) ?? []) visit(root, 0);
  // Agents that name each other as their starters hang on nobody: no event may hide them.
  for (const agent of agents) visit(agent, 0);
  return rows;
}

/** Keys of the agents above one, in the tree of their session. */
export function agentsAbove(agents: readonly AgentRecord[], key: string): ReadonlySet<string> {
  const held = new Map(agents.map((agent) => [agent.id, agent]));
  const above = new Set<string>();
  let at = agents.find((agent) => agent.key === key);
  while (at !== undefined) {
    at = held.get(parentOf(at, held));
    if (at === undefined || above.has(at.key)) break;
    above.add(at.key);
  }
  return above;
}

const NOBODY = '';

function parentOf(agent: AgentRecord, held: { has(id: string): boolean }): string {
  if (agent.id === MAIN) return NOBODY;
  if (agent.parent !== null && agent.parent !== agent.id && held.has(agent.parent)) return agent.parent;
  return held.has(MAIN) ? MAIN : NOBODY;
}

/** What to call an agent: its type, else its id. */
export function agentName({ id, type }: AgentRecord): string {
  return type ?? id;
}

/** What Claude Code says it took, else the time that has passed; null when neither is known. */
export function agentMillis(agent: AgentRecord, now: number): number | null {
  if (agent.status !== 'running' && agent.durationMs !== null) return agent.durationMs;
  const end = agent.endedAt ?? (agent.status === 'running' ? now : NaN);
  const millis = Math.max(0, end - agent.startedAt);
  return Number.isNaN(millis) ? null : millis;
}

/** What it goes by where several sessions are shown: a main agent by its session. */
export function nameAmongSessions(agent: AgentRecord, sessions: SessionTable): string {
  const session = agent.id === MAIN ? sessions.get(agent.session) : undefined;
  return session === undefined ? agentName(agent) : sessions.labelOf(session);
}
