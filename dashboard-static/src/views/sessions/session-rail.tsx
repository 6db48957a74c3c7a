import { useSignal } from '@preact/signals';
import { toggled } from '../../state/toggled';
import { railGroups, type RailGroup } from '../../state/rail';
import type { Store } from '../../state/store';
import { count } from '../../text/count';
import { Icon } from '../../ui/icon';
import { SessionItem } from './session-item';

interface Props {
  store: Store;
  /** What is shown has been chosen. Of boxes more may be wanted, so they do not say so. */
  onChosen: () => void;
}

/** The sessions: one click shows one, the boxes show several, the first entry shows all. */
export function SessionRail({ store, onChosen }: Props) {
  const only = (sessions: readonly string[]) => {
    store.go({ sessions: new Set(sessions) });
    onChosen();
  };
  const all = store.sessions.value.size === 0;
  const sessions = store.sessionsAtHand(store.glance.value.log);
  return (
    <aside class="rail" aria-label="Sessions" data-testid="sessions">
      <div class="session" data-chosen={all}>
        <button
          type="button"
          class="session-all"
          aria-pressed={all}
          title="Show all sessions ( 0 )"
          onClick={() => only([])}
        >
          <span class="session-title">All sessions</span>
          <span class="session-number">{count(sessions.length)}</span>
        </button>
      </div>
      {railGroups(sessions, store.clock.value).map((group) => (
        <Group key={group.id} group={group} store={store} onOnly={(id) => only([id])} />
      ))}
    </aside>
  );
}

interface GroupProps {
  group: RailGroup;
  store: Store;
  onOnly: (id: string) => void;
}

function Group({ group, store, onOnly }: GroupProps) {
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
                alone={chosen.has(id) && chosen.size === 1}
                onOnly={() => onOnly(id)}
                onToggle={() => store.go({ sessions: toggled(chosen, id) })}
              />
            );
          })}
        </ul>
      )}
    </section>
  );
}
