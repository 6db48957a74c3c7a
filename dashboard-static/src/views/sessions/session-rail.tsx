import { useSignal } from '@preact/signals';
import { toggled } from '../../state/filter';
import { railGroups, type RailGroup } from '../../state/rail';
import type { Store } from '../../state/store';
import { count } from '../../text/count';
import { Icon } from '../../ui/icon';
import { SessionItem } from './session-item';

/** The sessions: one click shows one, the boxes show several, the first entry shows all. */
export function SessionRail({ store }: { store: Store }) {
  const { log } = store.glance.value;
  const all = store.sessions.value.size === 0;
  const sessions = log.account.sessions.newestFirst();
  return (
    <aside class="rail" aria-label="Sessions" data-testid="sessions">
      <div class="session" data-chosen={all}>
        <button
          type="button"
          class="session-all"
          aria-pressed={all}
          title="Show all sessions ( 0 )"
          onClick={() => store.go({ sessions: new Set() })}
        >
          <span class="session-title">All sessions</span>
          <span class="session-number">{count(sessions.length)}</span>
        </button>
      </div>
      {railGroups(sessions, store.clock.value).map((group) => (
        <Group key={group.id} group={group} store={store} />
      ))}
    </aside>
  );
}

function Group({ group, store }: { group: RailGroup; store: Store }) {
  const open = useSignal(true);
  const chosen = store.sessions.value;
  return (
    <section class="rail-group" data-group={group.id} data-testid={`rail-${group.id}`}>
      <h2>
        <button
          type="button"
          class="rail-title"
          aria-expanded={open.value}
          onClick={() => (open.value = !open.value)}
        >
          <Icon name="chevron" />
          {group.title} <span class="session-number">{group.sessions.length}</span>
        </button>
      </h2>
      {open.value && (
        <ul>
          {group.sessions.map(({ id }) => {
            const session = store.session(id);
            if (session === undefined) return null;
            return (
              <SessionItem
                key={id}
                session={session}
                now={store.clock.value}
                chosen={chosen.has(id)}
                onOnly={() => store.go({ sessions: new Set([id]) })}
                onToggle={() => store.go({ sessions: toggled(chosen, id) })}
              />
            );
          })}
        </ul>
      )}
    </section>
  );
}
