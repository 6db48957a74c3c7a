/** Which agents are shown. */

import { MAIN, type AgentRecord, type AgentStatus } from '../account/records';
import { EVERYTHING, matches, type Query, type QueryKey } from '../query';
import { agentName } from './agent-tree';

export interface AgentFilter {
  /** As {@link typeOf} gives them. Empty means all, here and in the other set. */
  readonly types: ReadonlySet<string>;
  readonly statuses: ReadonlySet<AgentStatus>;
  readonly query: Query;
}

export const ALL_AGENTS: AgentFilter = { types: new Set(), statuses: new Set(), query: EVERYTHING };

/** What an agent can be asked about. */
export const AGENT_KEYS = ['agent', 'status', 'session'] as const satisfies readonly QueryKey[];

/** What a filter may ask about beyond the agent itself. */
export interface AgentContext {
  readonly sessionName: (id: string) => string;
  /** Null when it has none. */
  readonly sessionTitle: (id: string) => string | null;
}

/** What agents are told apart by: all main agents are of one type. */
export function typeOf(agent: AgentRecord): string {
  return agent.id === MAIN ? MAIN : agentName(agent);
}

export function passes(agent: AgentRecord, filter: AgentFilter, context: AgentContext): boolean {
  const { types, statuses, query } = filter;
  return (
    (types.size === 0 || types.has(typeOf(agent))) &&
    (statuses.size === 0 || statuses.has(agent.status)) &&
    matches(
      query,
      (key) => subjectsOf(agent, key, context),
      (pattern) => textsOf(agent, context).some((text) => text !== null && pattern.test(text)),
    )
  );
}

function subjectsOf(agent: AgentRecord, key: QueryKey, context: AgentContext): readonly string[] {
  switch (key) {
    case 'agent':
      return [agent.id, agentName(agent)];
    case 'status':
      return [agent.status];
    case 'session':
      return [agent.session, context.sessionName(agent.session)];
    case 'tool':
    case 'type':
    case 'file':
      return [];
  }
}

/** A main agent goes by its session. */
function textsOf(agent: AgentRecord, context: AgentContext): readonly (string | null)[] {
  const { id, session, type, description, prompt, result } = agent;
  const texts = [id, type, description, prompt, result];
  return id === MAIN ? [...texts, context.sessionName(session), context.sessionTitle(session)] : texts;
}
