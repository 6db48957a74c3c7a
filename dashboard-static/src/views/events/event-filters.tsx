import type { Store } from '../../state/store';
import { Filters } from '../../ui/filters';
import { SearchField } from '../../ui/search-field';
import { TypeChips } from './type-chips';

export function EventFilters({ store }: { store: Store }) {
  const { search, types, filter } = store.events;
  return (
    <Filters
      chosen={types.value.size}
      search={
        <SearchField
          label="Search events"
          placeholder="Search: text, tool:Bash, status:failed, agent:, type:, session:, file:"
          value={search}
          problem={filter.value.query.problem}
          onClear={store.events.isFiltered() ? () => store.events.clearFilters() : null}
        />
      }
    >
      <TypeChips store={store} />
    </Filters>
  );
}
