import type { Store } from '../../state/store';

/** Nothing to filter yet: what would make something appear. */
export function NoCalls({ store }: { store: Store }) {
  const some = store.sessions.value.size > 0;
  return (
    <div class="nothing" data-testid="no-calls">
      <p>{some ? 'No tool was called in the chosen sessions.' : 'No tool has been called yet.'}</p>
      {some ? (
        <button type="button" class="button" onClick={() => store.go({ sessions: new Set() })}>
          Show all sessions
        </button>
      ) : (
        <p>
          Calls appear here as soon as Claude runs a command or opens a file. The hooks{' '}
          <code>PreToolUse</code> and <code>PostToolUse</code> tell of them.
        </p>
      )}
    </div>
  );
}

export function NoCallMatches({ onClear }: { onClear: () => void }) {
  return (
    <div class="nothing" data-testid="nothing-matches">
      <p>No call matches the filters.</p>
      <button type="button" class="button" onClick={onClear}>
        Clear filters
      </button>
    </div>
  );
}
