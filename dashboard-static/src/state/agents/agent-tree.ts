/** Who started whom, as lines: each session's main agent, under it the agents that it started, and so on. */

import { MAIN, type AgentRecord, type Draft } from '../account/records';
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
  const nodes = inTreeOrder(agents, passes);
  for (const { row, above } of nodes.toReversed()) if (above !== null && isKept(row)) above.children++;
  const shown: AgentRow[] = [];
  let foldedAt = Infinity;
  for (const { row } of nodes) {
    if (row.depth > foldedAt || !isKept(row)) continue;
    row.open = row.children > 0 && !folded.has(row.agent.key);
    foldedAt = row.open ? Infinity : row.depth;
    shown.push(row);
  }
  return shown;
}

/** An agent's line, and that of the one it stands under. */
interface Node {
  readonly row: Draft<AgentRow>;
  readonly above: Draft<AgentRow> | null;
}

/** Every agent once, before those that it started. Without recursion: their chain may be longer than the stack is deep. */
function inTreeOrder(
  agents: readonly AgentRecord[],
  passes: (agent: AgentRecord) => boolean,
): readonly Node[] {
  const children = childrenOf(agents);
  const nodes: Node[] = [];
  const seen = new Set<string>();
  // Agents that name each other as their starters hang on nobody: no event may hide them.
  for (const root of [...(children.get(NOBODY) ?? []), ...agents]) {
    const waiting: { agent: AgentRecord; above: Node['above'] }[] = [{ agent: root, above: null }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { agent, above } = next;
      if (seen.has(agent.id)) continue;
      seen.add(agent.id);
      const depth = above === null ? 0 : above.depth + 1;
      const row = { agent, depth, passes: passes(agent), children: 0, open: false };
      nodes.push({ row, above });
      for (const child of (children.get(agent.id) ?? []).toReversed())
        waiting.push({ agent: child, above: row });
    }
  }
  return nodes;
}

/** By the id of the agent above. */
function childrenOf(agents: readonly AgentRecord[]): ReadonlyMap<string, readonly AgentRecord[]> {
  const ids = new Set(agents.map(({ id }) => id));
  const children = new Map<string, AgentRecord[]>();
  for (const agent of agents) {
    const parent = parentOf(agent, ids);
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [agent]);
    else siblings.push(agent);
  }
  return children;
}

/** Whether the agent, or one below it, passes. */
function isKept({ passes, children }: AgentRow): boolean {
  return passes || children > 0;
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

/** What to call an agent: its type. Those without are Claude Code's own, such as the one that compacts. */
export function agentName({ id, type }: AgentRecord): string {
  return type ?? (id === MAIN ? id : 'helper');
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
