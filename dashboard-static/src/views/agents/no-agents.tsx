import type { Store } from '../../state/store';
import { NothingYet } from '../nothing-yet';

/** Nothing is known of any agent in the chosen sessions. */
export function NoAgents({ store }: { store: Store }) {
  return (
    <NothingYet
      testId="no-agents"
      store={store}
      never="No agent has done anything yet."
      notHere="The page holds nothing of the chosen sessions."
    >
      Type a prompt in Claude Code, and its main agent appears here; then the ones it starts.
    </NothingYet>
  );
}
