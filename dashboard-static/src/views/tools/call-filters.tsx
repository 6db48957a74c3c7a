import type { Store } from '../../state/store';
import { Filters } from '../../ui/filters';
import { SearchField } from '../../ui/search-field';
import { Chips } from '../chips';

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
      <div class="chip-groups">
        <Chips label="Tools" choices={tools} chosen={calls.tools} testId="tool-chip" />
        <Chips label="Status" choices={statuses} chosen={calls.statuses} testId="status-chip" />
        {(agents.length > 1 || calls.agents.value.size > 0) && (
          <Chips label="Agents" choices={agents} chosen={calls.agents} testId="agent-chip" />
        )}
      </div>
    </Filters>
  );
}
