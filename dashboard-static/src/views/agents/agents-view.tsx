import { ROW_HEIGHTS } from '../../state/preferences';
import { NothingMatches } from '../../ui/nothing';
import { Panes } from '../panes';
import type { ViewProps } from '../tabs';
import { focusList } from '../../ui/virtual-rows';
import { AgentDetail } from './agent-detail';
import { AgentFilters } from './agent-filters';
import { AgentRows } from './agent-rows';
import { NoAgents } from './no-agents';

/** Who started whom in the chosen sessions, and all about the agent that is open. */
export function AgentsView({ store, preferences }: ViewProps) {
  const { agents } = store;
  const { item } = store.route.value;
  if (agents.ofSessions.value.length === 0 && item === null) return <NoAgents store={store} />;
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
      <AgentFilters store={store} />
      {agents.rows.value.length === 0 && agents.isFiltered() ? (
        <NothingMatches noun="agent" onClear={() => agents.clearFilters()} />
      ) : (
        <AgentRows store={store} rowHeight={ROW_HEIGHTS[preferences.density.value]} />
      )}
    </Panes>
  );
}
