import { keyOf, MAIN, type AgentRecord } from '../../state/account/records';
import { agentMillis, agentName } from '../../state/agents/agent-tree';
import type { Store } from '../../state/store';
import type { AgentUsage } from '../../state/account/usage';
import { count } from '../../text/count';
import { duration } from '../../text/time';
import { tokens } from '../../text/tokens';
import { dollars, percent } from '../../text/usage';
import { Moment } from '../../ui/moment';
import { Fields } from '../detail/fields';
import { agentHref, callHref } from '../places';
import { AgentStatus } from './agent-status';

/** What is known of an agent besides its prompt and its result. */
export function AgentFields({ agent, store }: { agent: AgentRecord; store: Store }) {
  const now = store.clock.value;
  const session = store.session(agent.session);
  const millis = agentMillis(agent, now);
  const isMain = agent.id === MAIN;
  const usage = store.usageOf(agent);
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
        ['Tokens', tokensText(agent, usage)],
        ['Cost', typeof usage?.usd === 'number' ? `${dollars(usage.usd)}, an estimate` : null],
        ['Context', contextText(usage)],
        ['Model', modelText(agent, usage) ?? (isMain ? (session?.model ?? null) : null)],
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

function tokensText({ tokens }: AgentRecord, usage: AgentUsage | undefined): string | null {
  if (typeof usage?.tokens !== 'number')
    return tokens === null ? null : `${count(tokens)}, as Claude Code told at its end`;
  const { input, output, cacheRead, cacheCreation } = usage.split;
  const parts = [
    [input, 'in'],
    [output, 'out'],
    [cacheRead, 'from the cache'],
    [cacheCreation, 'into the cache'],
  ] as const;
  const words = parts.filter(([number]) => number > 0).map(([number, word]) => `${count(number)} ${word}`);
  return `${count(usage.tokens)}: ${words.join(', ')}`;
}

function contextText(usage: AgentUsage | undefined): string | null {
  if (typeof usage?.contextFill !== 'number') return null;
  const of = usage.contextWindow === null ? '' : ` of ${tokens(usage.contextWindow)} tokens`;
  return `${percent(usage.contextFill)}${of}`;
}

function modelText(agent: AgentRecord, usage: AgentUsage | undefined): string | null {
  return agent.model ?? (usage === undefined || usage.models.length === 0 ? null : usage.models.join(', '));
}
