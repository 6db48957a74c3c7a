import { clampDetailWidth, DETAIL_WIDTH, ROW_HEIGHTS } from '../../state/preferences';
import { NothingMatches } from '../../ui/nothing';
import { Resizer } from '../../ui/resizer';
import { Detail } from '../detail/detail';
import type { ViewProps } from '../tabs';
import { EventList } from './event-list';
import { EventFilters } from './event-filters';
import { Cleared, Searching } from './no-events';

export function EventsView({ store, preferences }: ViewProps) {
  const open = store.detailOpen.value;
  const { length, searching } = store.listed.value;
  return (
    <div class="events" style={{ '--detail-width': `${preferences.detailWidth.value}px` }}>
      <div class="events-main">
        <EventFilters store={store} />
        {store.log.first === store.log.end ? (
          <Cleared />
        ) : length === 0 && searching ? (
          <Searching />
        ) : length === 0 ? (
          <NothingMatches noun="event" onClear={() => store.clearFilters()} />
        ) : (
          <EventList store={store} rowHeight={ROW_HEIGHTS[preferences.density.value]} />
        )}
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
