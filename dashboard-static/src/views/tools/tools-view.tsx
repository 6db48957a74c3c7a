import { ROW_HEIGHTS } from '../../state/preferences';
import type { ViewProps } from '../tabs';
import { Panes } from '../panes';
import { NothingMatches } from '../../ui/nothing';
import { NothingYet } from '../nothing-yet';
import { focusList } from '../../ui/virtual-rows';
import { CallDetail } from './call-detail';
import { CallFilters } from './call-filters';
import { CallRows } from './call-rows';
import { Overview } from './overview';

/** One row for each call of a tool, its start and its end put together. */
export function ToolsView({ store, preferences }: ViewProps) {
  const { calls } = store;
  const { item } = store.route.value;
  if (calls.ofSessions.value.length === 0)
    return (
      <NothingYet
        testId="no-calls"
        store={store}
        never="No tool has been called yet."
        notHere="No tool was called in the chosen sessions."
      >
        Calls appear here as soon as Claude runs a command or opens a file. The hooks <code>PreToolUse</code>{' '}
        and <code>PostToolUse</code> tell of them.
      </NothingYet>
    );
  const close = () => {
    store.go({ item: null });
    focusList();
  };
  return (
    <Panes
      preferences={preferences}
      onEscape={close}
      // Keyed, so that nothing unfolded for one call stays so for the next.
      side={
        item === null ? null : (
          <CallDetail key={item} callKey={item} store={store} preferences={preferences} onClose={close} />
        )
      }
    >
      <CallFilters store={store} />
      <Overview store={store} />
      {calls.calls.value.length === 0 ? (
        <NothingMatches noun="call" onClear={() => calls.clearFilters()} />
      ) : (
        <CallRows store={store} rowHeight={ROW_HEIGHTS[preferences.density.value]} />
      )}
    </Panes>
  );
}
