import { useComputed, type Signal } from '@preact/signals';
import { TOOL_STATUSES } from '../../event/wire';
import type { CallRecord } from '../../state/account/records';
import { toggled } from '../../state/filter';
import type { Store } from '../../state/store';
import { count } from '../../text/count';
import { SearchField } from '../../ui/search-field';
import { SEARCH_ID } from '../events/search-box';

export function CallFilters({ store }: { store: Store }) {
  const { calls } = store;
  const choices = useComputed(() => choicesOf(calls.ofSessions.value, calls.context.agentName));
  const { tools, statuses, agents } = choices.value;
  return (
    <div class="filters">
      <SearchField
        id={SEARCH_ID}
        label="Search calls"
        placeholder="Search calls: text, tool:Bash, status:failed, agent:, file:, session:"
        value={calls.search}
        problem={calls.filter.value.query.problem}
        onClear={calls.isFiltered() ? () => calls.clearFilters() : null}
      />
      <div class="call-choices">
        <Chips label="Tools" choices={tools} chosen={calls.tools} testId="tool-chip" />
        <Chips
          label="Status"
          choices={TOOL_STATUSES.flatMap((status) => {
            const number = statuses.get(status);
            return number === undefined ? [] : [[status, number] as const];
          })}
          chosen={calls.statuses}
          testId="status-chip"
        />
        {(agents.length > 1 || calls.agents.value.size > 0) && (
          <Chips label="Agents" choices={agents} chosen={calls.agents} testId="agent-chip" />
        )}
      </div>
    </div>
  );
}

interface ChipsProps<T extends string> {
  label: string;
  choices: readonly (readonly [T, number])[];
  chosen: Signal<ReadonlySet<T>>;
  testId: string;
}

/** What has come so far, to choose from. None chosen means all. */
function Chips<T extends string>({ label, choices, chosen, testId }: ChipsProps<T>) {
  return (
    <div class="chips" role="group" aria-label={label}>
      {choices.map(([value, number]) => (
        <button
          key={value}
          type="button"
          class="chip"
          data-testid={testId}
          data-value={value}
          aria-pressed={chosen.value.has(value)}
          onClick={() => (chosen.value = toggled(chosen.value, value))}
        >
          {value} <span class="chip-count">{count(number)}</span>
        </button>
      ))}
    </div>
  );
}

/** By name, so that chips keep their places while numbers grow. */
function choicesOf(calls: readonly CallRecord[], agentName: (call: CallRecord) => string) {
  const tools = new Map<string, number>();
  const statuses = new Map<string, number>();
  const agents = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const call of calls) {
    add(tools, call.name);
    add(statuses, call.status);
    add(agents, agentName(call));
  }
  const byName = (counts: Map<string, number>) => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return { tools: byName(tools), statuses, agents: byName(agents) };
}
