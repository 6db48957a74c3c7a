import { MAIN } from '../../state/account/records';
import { agentMillis, nameAmongSessions, type AgentRow } from '../../state/agents/agent-tree';
import type { Store } from '../../state/store';
import { count } from '../../text/count';
import { oneLine } from '../../text/one-line';
import { duration, exactTime, localTime } from '../../text/time';
import { tokens } from '../../text/tokens';
import { dollars, percent } from '../../text/usage';
import { Icon } from '../../ui/icon';
import { AgentStatus } from './agent-status';

interface Props {
  row: AgentRow;
  index: number;
  store: Store;
  now: number;
  active: boolean;
  onPick: () => void;
  onToggle: () => void;
}

const TASK_LENGTH = 200;

/** One agent in one line: a main agent goes by its session. */
export function AgentLine({ row, index, store, now, active, onPick, onToggle }: Props) {
  const { agent, depth, passes, children, open } = row;
  const session = store.session(agent.session);
  const isMain = agent.id === MAIN;
  const name = nameAmongSessions(agent, store.account.sessions);
  const task = isMain ? (session?.title ?? agent.prompt) : (agent.description ?? agent.prompt);
  const millis = agentMillis(agent, now);
  const usage = store.usageOf(agent);
  const used = usage?.tokens ?? null;
  return (
    <div
      id={agentRowId(row)}
      class="line agent"
      role="row"
      aria-rowindex={index + 2}
      aria-level={depth + 1}
      aria-expanded={children === 0 ? undefined : open}
      aria-selected={active}
      data-main={isMain}
      data-passes={passes}
      data-status={agent.status}
      data-testid="agent-row"
      data-agent-id={agent.id}
      data-depth={depth}
      onClick={onPick}
    >
      <span role="gridcell" class="cell of-name" style={{ '--depth': String(depth) }}>
        <span
          class="twist"
          data-open={open}
          onClick={(event) => {
            if (children === 0) return;
            event.stopPropagation();
            onToggle();
          }}
        >
          {children > 0 && <Icon name="chevron" />}
        </span>
        <span class="agent-name" data-hue={isMain ? session?.hue : undefined} title={agent.id}>
          {name}
        </span>
        <span class="agent-task">{task === null ? '' : oneLine(task, TASK_LENGTH)}</span>
      </span>
      <span role="gridcell" class="cell of-status">
        <AgentStatus status={agent.status} />
      </span>
      <span role="gridcell" class="cell number of-tools">
        {count(Math.max(agent.toolCalls, agent.toolUses ?? 0))}
      </span>
      <span role="gridcell" class="cell number" title={used === null ? '' : count(used)}>
        {used === null ? '' : tokens(used)}
      </span>
      <span
        role="gridcell"
        class="cell number of-cost"
        title={typeof usage?.usd === 'number' ? 'An estimate' : undefined}
      >
        {typeof usage?.usd === 'number' && dollars(usage.usd)}
      </span>
      <span role="gridcell" class="cell of-context">
        {typeof usage?.contextFill === 'number' && <Gauge fill={usage.contextFill} />}
      </span>
      <span role="gridcell" class="cell number">
        {millis === null ? '' : duration(millis)}
      </span>
      <span role="gridcell" class="cell time of-began" title={exactTime(agent.startedAt)}>
        {localTime(agent.startedAt, now, '')}
      </span>
    </div>
  );
}

/** How much of the context is taken, seen at a glance: nearly full means that it will soon be compacted. */
function Gauge({ fill }: { fill: number }) {
  return (
    <span class="gauge" data-full={fill > 0.8} title={`${percent(fill)} of the context is taken`}>
      <span class="gauge-fill" style={{ width: `${Math.min(1, fill) * 100}%` }} />
      <span class="gauge-text">{percent(fill)}</span>
    </span>
  );
}

const HEADS = [
  ['Agent', 'of-name'],
  ['Status', 'of-status'],
  ['Tools', 'number of-tools'],
  ['Tokens', 'number'],
  ['Cost', 'number of-cost'],
  ['Context', 'of-context'],
  ['Duration', 'number'],
  ['Began', 'time of-began'],
] as const;

export const AGENT_COLUMNS = HEADS.length;

export function AgentHead() {
  return (
    <div class="line agent head" role="row" aria-rowindex={1}>
      {HEADS.map(([name, style]) => (
        <span key={name} role="columnheader" class={`cell ${style}`}>
          {name}
        </span>
      ))}
    </div>
  );
}

/** Ordinals are of one kind of characters only, as ids of elements should be. */
export function agentRowId(row: AgentRow | undefined): string | undefined {
  return row === undefined ? undefined : `agent-${row.agent.order}`;
}
