import { useEffect } from 'preact/hooks';
import { ROW_HEIGHTS } from '../../state/preferences';
import type { ViewProps } from '../tabs';
import { Panes } from '../panes';
import { CallDetail } from './call-detail';
import { CallFilters } from './call-filters';
import { CallRows } from './call-rows';
import { NoCalls, NoCallMatches } from './no-calls';
import { Overview } from './overview';

/** One row for each call of a tool, its start and its end put together. */
export function ToolsView({ store, preferences }: ViewProps) {
  const { calls } = store;
  const { item } = store.route.value;
  useEffect(() => {
    // What is read must not move away.
    if (item !== null) calls.following.value = false;
  }, [calls, item]);
  if (calls.ofSessions.value.length === 0) return <NoCalls store={store} />;
  const close = () => {
    store.go({ item: null });
    document.querySelector<HTMLElement>('[role=grid]')?.focus();
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
        <NoCallMatches onClear={() => calls.clearFilters()} />
      ) : (
        <CallRows store={store} rowHeight={ROW_HEIGHTS[preferences.density.value]} />
      )}
    </Panes>
  );
}
