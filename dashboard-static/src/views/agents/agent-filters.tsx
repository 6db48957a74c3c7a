import type { Store } from '../../state/store';
import { count, plural } from '../../text/count';
import { Filters } from '../../ui/filters';
import { SearchField } from '../../ui/search-field';
import { Chips } from '../chips';

export function AgentFilters({ store: { agents } }: { store: Store }) {
  const { types, statuses } = agents.choices.value;
  const filtered = agents.isFiltered();
  return (
    <Filters
      chosen={agents.types.value.size + agents.statuses.value.size}
      search={
        <SearchField
          label="Search agents"
          placeholder="Search agents: text, agent:Explore, status:running, session:"
          value={agents.search}
          problem={agents.filter.value.query.problem}
          onClear={filtered ? () => agents.clearFilters() : null}
        />
      }
    >
      <div class="chip-groups">
        <Chips label="Types of agents" choices={types} chosen={agents.types} testId="agent-chip" />
        <Chips label="Status" choices={statuses} chosen={agents.statuses} testId="status-chip" />
        <span class="spacer" />
        <span class="dim" data-testid="agent-count">
          {filtered && `${count(agents.passing.value.size)} of `}
          {plural(agents.ofSessions.value.length, 'agent')}
        </span>
      </div>
    </Filters>
  );
}
