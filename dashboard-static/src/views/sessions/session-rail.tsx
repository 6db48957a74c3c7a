import type { Store } from '../../state/store';
import { toggled } from '../../state/filter';
import { count } from '../../text/count';
import { SessionItem } from './session-item';

/** The sessions: one click shows one, the boxes show several, the first entry shows all. */
export function SessionRail({ store }: { store: Store }) {
  const { log } = store.content.value;
  const chosen = store.sessions.value;
  const sessions = log.account.sessions.newestFirst();
  return (
    <aside class="rail" aria-label="Sessions" data-testid="sessions">
      <h2 class="rail-title">
        Sessions <span class="dim">{sessions.length}</span>
      </h2>
      <ul>
        <li class="session" data-chosen={chosen.size === 0}>
          <button
            type="button"
            class="session-main all"
            aria-pressed={chosen.size === 0}
            onClick={() => store.go({ sessions: new Set() })}
          >
            <span class="session-name">All sessions</span>
            <span class="session-count">{count(log.counts.held)}</span>
          </button>
        </li>
        {sessions.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            now={store.clock.value}
            chosen={chosen.has(session.id)}
            onOnly={() => store.go({ sessions: new Set([session.id]) })}
            onToggle={() => store.go({ sessions: toggled(chosen, session.id) })}
          />
        ))}
      </ul>
    </aside>
  );
}
