import { useCallback } from 'preact/hooks';
import type { Row } from '../../event/row';
import type { Store } from '../../state/store';
import { count } from '../../text/count';
import { Icon } from '../../ui/icon';
import { VirtualRows } from '../../ui/virtual-rows';
import { historyHref } from '../places';
import { COLUMNS, EventHead, EventLine, rowId } from './event-line';
import { GapLine } from './gap-line';
import { rowStatus } from './status';

export function EventList({ store, rowHeight }: { store: Store; rowHeight: number }) {
  const { listing, length } = store.events.listed.value;
  const selected = store.events.selected.value;
  const today = store.today.value;
  const history = historyHref(store.route.value);
  const pick = useCallback(
    (row: Row) => {
      store.events.following.value = false;
      store.events.open(row);
    },
    [store],
  );
  const ordinalAt = (index: number) => listing.at(index) ?? -1;
  const line = (index: number, place: number) => {
    const row = store.log.at(ordinalAt(index));
    if (row === undefined) return null;
    const common = { place, active: row.n === selected?.n, onPick: pick };
    if (row.kind === 'gap') return <GapLine key={row.n} row={row} history={history} {...common} />;
    const session = store.log.account.sessions.get(row.session);
    return (
      <EventLine
        key={row.n}
        row={row}
        sessionLabel={session === undefined ? '' : store.log.account.sessions.labelOf(session)}
        hue={session?.hue}
        status={rowStatus(row, store.log.account.calls)}
        today={today}
        {...common}
      />
    );
  };
  return (
    <div class="list">
      <VirtualRows
        label="Events"
        columns={COLUMNS}
        length={length}
        left={Math.max(0, listing.removed)}
        identity={listing}
        keyOf={ordinalAt}
        indexOf={(ordinal) => listing.countBelow(ordinal)}
        rowHeight={rowHeight}
        active={store.events.selectedIndex()}
        following={store.events.following}
        header={<EventHead />}
        row={line}
        rowId={(index) => rowId(ordinalAt(index))}
        onMove={(index) => store.events.selectAt(index)}
        onOpen={() => store.events.openDetail()}
        over={(inView) => <NewPill store={store} inView={inView} />}
      />
    </div>
  );
}

/** Who sees every row has missed none, unless some wait behind the pause. */
function NewPill({ store, inView }: { store: Store; inView: boolean }) {
  if (inView && store.pausedAt.value === null) return null;
  const unseen = store.events.unseen();
  if (unseen === 0 && store.events.following.value) return null;
  return (
    <button type="button" class="new-pill" data-testid="new-pill" onClick={() => store.follow()}>
      <Icon name="down" />
      {unseen === 0 ? 'Follow newest' : `${count(unseen)} new`}
    </button>
  );
}
