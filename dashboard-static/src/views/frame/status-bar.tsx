import type { Link } from '../../link/link';
import type { Store } from '../../state/store';
import { LOG_LIMITS } from '../../state/event-log';
import { EVENTS } from '../../state/events/event-list';
import { count, plural } from '../../text/count';

/** What is shown, held and lost, in numbers. */
export function StatusBar({ store, link }: { store: Store; link: Link }) {
  const { log } = store.glance.value;
  const { held, forgotten, cleared, duplicates, gaps } = log.counts;
  const shown = shownIn(store);
  const daemon = link.daemon.value;
  const unreadable = store.unreadable.value;
  return (
    <footer class="status-bar" data-testid="status-bar">
      {shown !== null && (
        <span data-testid="shown-count" aria-busy={shown.searching}>
          {count(shown.length)} shown{shown.searching && ', searching…'}
        </span>
      )}
      <span data-testid="held-count" title={`The page holds at most ${count(LOG_LIMITS.items)} events`}>
        {count(held)} held
      </span>
      {forgotten > 0 && (
        <span
          class="warn"
          data-testid="forgotten-count"
          title="The page's memory is bounded: the oldest go first"
        >
          {count(forgotten)} oldest let go
        </span>
      )}
      {cleared > 0 && (
        <span data-testid="cleared-count" title="You took them off this page">
          {count(cleared)} cleared
        </span>
      )}
      {gaps > 0 && <span class="warn">{plural(gaps, 'gap')}</span>}
      {unreadable > 0 && (
        <span class="warn" title="Entries without an id, a number or a type">
          {count(unreadable)} unreadable
        </span>
      )}
      {duplicates > 0 && (
        <span title="Arrived again and were folded into one">{plural(duplicates, 'double')} folded</span>
      )}
      <span class="spacer" />
      <span title="The newest number of the daemon's own order">#{log.position.seq}</span>
      {daemon !== null && (
        <span>
          mpm-monitord {daemon.version ?? ''} at {daemon.address}
        </span>
      )}
    </footer>
  );
}

/** Of the list of events or of calls; null where there is neither. */
function shownIn({ route, events, calls }: Store): { length: number; searching: boolean } | null {
  const { tab } = route.value;
  if (tab === 'tools') return { length: calls.calls.value.length, searching: false };
  return tab === null || tab === EVENTS ? events.listedAtAGlance.value : null;
}
