import type { Row } from '../../event/row';
import type { Store } from '../../state/store';
import { focusList } from '../../ui/virtual-rows';
import { historyHref } from '../places';
import { DetailPane } from './detail-pane';
import { EventDetail } from './event-detail';
import { GapDetail } from './gap-detail';

/** Everything about the selected row. */
export function Detail({ store }: { store: Store }) {
  const row = store.events.rowAsked();
  const close = () => {
    store.closeDetail();
    focusList();
  };
  return (
    <DetailPane
      title={row === undefined ? 'Not here' : titleOf(row)}
      data={{ 'data-event-id': row?.kind === 'event' ? row.event.id : undefined }}
      onClose={close}
    >
      {/* Keyed, so that nothing unfolded for one event stays so for the next. */}
      {row === undefined ? (
        <NotHeld />
      ) : row.kind === 'event' ? (
        <EventDetail key={row.n} row={row} store={store} />
      ) : (
        <GapDetail row={row} history={historyHref(store.route.value)} />
      )}
    </DetailPane>
  );
}

/** The address names an event that the page does not hold. */
function NotHeld() {
  return (
    <div class="detail-body" data-testid="not-held">
      <p>
        The page does not hold this event: it has not arrived yet, is too old, or was cleared. If the daemon
        still has it, its session&#39;s whole recording has it too.
      </p>
    </div>
  );
}

function titleOf(row: Row): string {
  if (row.kind === 'gap') return 'Gap';
  return row.event.hookEventName ?? row.event.type;
}
