import type { Store } from '../../state/store';
import { Icon } from '../../ui/icon';

export const SEARCH_ID = 'search';

export function SearchBox({ store }: { store: Store }) {
  const { problem } = store.filter.value.query;
  const filtered = store.search.value !== '' || store.types.value.size > 0 || store.sessions.value.size > 0;
  return (
    <div class="search" role="search">
      <Icon name="search" />
      <input
        id={SEARCH_ID}
        type="search"
        data-testid="search"
        aria-label="Search events"
        aria-describedby="search-problem"
        placeholder="Search: text, tool:Bash, status:failed, agent:, type:, session:, file:"
        autocomplete="off"
        spellcheck={false}
        value={store.search.value}
        onInput={(event) => (store.search.value = event.currentTarget.value)}
      />
      <kbd class="search-key" aria-hidden="true">
        /
      </kbd>
      {filtered && (
        <button type="button" class="link" data-testid="clear-filters" onClick={() => store.clearFilters()}>
          Clear filters
        </button>
      )}
      <span id="search-problem" class="problem" role="status">
        {problem}
      </span>
    </div>
  );
}
