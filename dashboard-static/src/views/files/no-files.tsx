import type { Store } from '../../state/store';

/** Nothing to filter yet: what would make something appear. */
export function NoFiles({ store }: { store: Store }) {
  const some = store.sessions.value.size > 0;
  return (
    <div class="nothing" data-testid="no-files">
      <p>{some ? 'The chosen sessions touched no file.' : 'No file has been touched yet.'}</p>
      {some ? (
        <button type="button" class="button" onClick={() => store.go({ sessions: new Set() })}>
          Show all sessions
        </button>
      ) : (
        <p>Files appear here as soon as Claude reads, searches or changes one.</p>
      )}
    </div>
  );
}

export function NoFileMatches({ onClear }: { onClear: () => void }) {
  return (
    <div class="nothing" data-testid="nothing-matches">
      <p>No file matches the filters.</p>
      <button type="button" class="button" onClick={onClear}>
        Clear filters
      </button>
    </div>
  );
}
