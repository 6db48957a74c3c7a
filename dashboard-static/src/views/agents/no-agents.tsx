import type { Store } from '../../state/store';

/** Nothing is known of any agent in the chosen sessions. */
export function NoAgents({ store }: { store: Store }) {
  const all = store.sessions.value.size === 0;
  return (
    <div class="nothing" data-testid="no-agents">
      <p>{all ? 'No agent has done anything yet.' : 'The page holds nothing of the chosen sessions.'}</p>
      {all ? (
        <p>Type a prompt in Claude Code, and its main agent appears here; then the ones it starts.</p>
      ) : (
        <button type="button" class="button" onClick={() => store.go({ sessions: new Set() })}>
          Show all sessions
        </button>
      )}
    </div>
  );
}
