import { clampDetailWidth, DETAIL_WIDTH, ROW_HEIGHTS } from '../../state/preferences';
import type { Store } from '../../state/store';
import { NothingMatches } from '../../ui/nothing';
import { Resizer } from '../../ui/resizer';
import { Detail } from '../detail/detail';
import type { ViewProps } from '../tabs';
import { EventList } from './event-list';
import { EventFilters } from './event-filters';
import { Cleared, NoneBeforeThePause, NotHeld, Searching } from './no-events';

export function EventsView({ store, preferences }: ViewProps) {
  const open = store.events.detailOpen.value;
  return (
    <div class="events" style={{ '--detail-width': `${preferences.detailWidth.value}px` }}>
      <div class="events-main">
        <EventFilters store={store} />
        <Events store={store} rowHeight={ROW_HEIGHTS[preferences.density.value]} />
      </div>
      {open && (
        <>
          <Resizer
            label="Width of the details"
            width={preferences.detailWidth}
            clamp={clampDetailWidth}
            least={DETAIL_WIDTH.least}
            most={DETAIL_WIDTH.most}
          />
          <Detail store={store} />
        </>
      )}
    </div>
  );
}

/** The list, or why there is nothing in it. */
function Events({ store, rowHeight }: { store: Store; rowHeight: number }) {
  const { length, searching } = store.events.listed.value;
  if (store.log.first === store.log.end) return <Cleared />;
  if (!store.holdsChosen()) return <NotHeld store={store} />;
  if (length > 0) return <EventList store={store} rowHeight={rowHeight} />;
  if (searching) return <Searching />;
  if (store.events.isFiltered())
    return <NothingMatches noun="event" onClear={() => store.events.clearFilters()} />;
  return <NoneBeforeThePause store={store} />;
}
