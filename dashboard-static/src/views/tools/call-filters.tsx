import type { Signal } from '@preact/signals';
import { toggled } from '../../state/filter';
import type { Store } from '../../state/store';
import { count } from '../../text/count';
import { Filters } from '../../ui/filters';
import { SearchField } from '../../ui/search-field';

export function CallFilters({ store }: { store: Store }) {
  const { calls } = store;
  const { tools, statuses, agents } = calls.choices.value;
  return (
    <Filters
      chosen={calls.tools.value.size + calls.statuses.value.size + calls.agents.value.size}
      search={
        <SearchField
          label="Search calls"
          placeholder="Search calls: text, tool:Bash, status:failed, agent:, file:, session:"
          value={calls.search}
          problem={calls.filter.value.query.problem}
          onClear={calls.isFiltered() ? () => calls.clearFilters() : null}
        />
      }
    >
      <div class="call-choices">
        <Chips label="Tools" choices={tools} chosen={calls.tools} testId="tool-chip" />
        <Chips label="Status" choices={statuses} chosen={calls.statuses} testId="status-chip" />
        {(agents.length > 1 || calls.agents.value.size > 0) && (
          <Chips label="Agents" choices={agents} chosen={calls.agents} testId="agent-chip" />
        )}
      </div>
    </Filters>
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
