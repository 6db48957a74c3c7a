import { keyOf, MAIN, type AgentRecord } from '../../state/account/records';
import { agentMillis, agentName } from '../../state/agents/agent-tree';
import type { Store } from '../../state/store';
import { count } from '../../text/count';
import { duration, localTime } from '../../text/time';
import { Fields } from '../detail/fields';
import { agentHref, callHref } from '../places';
import { AgentStatus } from './agent-status';

/** What is known of an agent besides its prompt and its result. */
export function AgentFields({ agent, store }: { agent: AgentRecord; store: Store }) {
  const now = store.clock.value;
  const session = store.session(agent.session);
  const millis = agentMillis(agent, now);
  const isMain = agent.id === MAIN;
  return (
    <Fields
      fields={[
        ['Status', <AgentStatus status={agent.status} />],
        ['Started by', isMain ? null : <Starter agent={agent} store={store} />],
        ['Background', agent.background ? 'yes: goes on without the one who started it' : null],
        ['Session', session === undefined ? agent.session : `${session.project} · ${session.id}`],
        ['Duration', millis === null ? null : duration(millis)],
        ['Began', <Moment millis={agent.startedAt} now={now} />],
        ['Ended', agent.endedAt === null ? null : <Moment millis={agent.endedAt} now={now} />],
        ['Tools', toolsText(agent)],
        ['Tokens', agent.tokens === null ? null : count(agent.tokens)],
        ['Model', agent.model ?? (isMain ? (session?.model ?? null) : null)],
        ['Id', isMain ? null : agent.id],
      ]}
    />
  );
}

function Starter({ agent, store }: { agent: AgentRecord; store: Store }) {
  const { agents, calls } = store.account;
  const route = store.route.value;
  if (agent.parent === null) return <span class="dim">nobody knows: several may have</span>;
  const parent = agents.get(agent.session, agent.parent);
  const call = agent.callId === null ? undefined : calls.get(keyOf(agent.session, agent.callId));
  return (
    <>
      {parent === undefined ? (
        agent.parent
      ) : (
        <a href={agentHref(route, parent)} data-testid="parent-link">
          {parent.id === MAIN ? 'the main agent' : agentName(parent)}
        </a>
      )}
      {call !== undefined && (
        <>
          {', by '}
          <a href={callHref(route, call)} data-testid="call-link">
            this call
          </a>
        </>
      )}
      {agent.confidence !== null && agent.confidence !== 'definitive' && (
        <span class="dim"> · {agent.confidence} confidence</span>
      )}
    </>
  );
}

/** What Claude Code has counted may be more than what arrived. */
function toolsText({ toolCalls, toolUses }: AgentRecord): string {
  const seen = `${count(toolCalls)} seen`;
  return toolUses === null || toolUses === toolCalls ? seen : `${seen}, ${count(toolUses)} told`;
}

function Moment({ millis, now }: { millis: number; now: number }) {
  if (Number.isNaN(millis)) return <span class="dim">not told</span>;
  return <time title={new Date(millis).toISOString()}>{localTime(millis, now, '')}</time>;
}
