import { useComputed } from '@preact/signals';
import { agentRows } from '../../state/agents/agent-tree';
import { ROW_HEIGHTS } from '../../state/preferences';
import { Panes } from '../panes';
import type { ViewProps } from '../tabs';
import { focusList } from '../../ui/virtual-rows';
import { AgentDetail } from './agent-detail';
import { AgentRows } from './agent-rows';
import { NoAgents } from './no-agents';

/** Who started whom in the chosen sessions, and all about the agent that is open. */
export function AgentsView({ store, preferences }: ViewProps) {
  const rows = useComputed(() => {
    const chosen = store.sessions.value;
    const folded = store.foldedAgents.value;
    // Read for its change: the records themselves are no signals.
    if (store.revisions.agents.value === 0) return [];
    return store.account.sessions
      .newestFirst()
      .filter(({ id }) => chosen.size === 0 || chosen.has(id))
      .flatMap(({ id }) => agentRows(store.account.agents.of(id), folded));
  }).value;
  const { item } = store.route.value;
  if (rows.length === 0 && item === null) return <NoAgents store={store} />;
  const close = () => {
    store.closeDetail();
    focusList();
  };
  return (
    <Panes
      preferences={preferences}
      onEscape={close}
      // Keyed, so that nothing unfolded for one agent stays so for the next.
      side={item === null ? null : <AgentDetail key={item} agentKey={item} store={store} onClose={close} />}
    >
      <AgentRows store={store} rows={rows} rowHeight={ROW_HEIGHTS[preferences.density.value]} />
    </Panes>
  );
}
