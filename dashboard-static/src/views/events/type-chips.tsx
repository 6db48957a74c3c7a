import { shortType } from '../../event/kind';
import { noneOf } from '../../state/counted';
import { toggled } from '../../state/toggled';
import type { SessionRecord } from '../../state/account/records';
import type { Store } from '../../state/store';
import { count } from '../../text/count';

/** One chip for every type that has arrived in the chosen sessions. None chosen means all. */
export function TypeChips({ store }: { store: Store }) {
  const { log } = store.glance.value;
  const chosenSessions = store.sessions.value;
  const chosen = store.events.types.value;
  const sessions = log.account.sessions
    .newestFirst()
    .filter(({ id }) => chosenSessions.size === 0 || chosenSessions.has(id));
  const chips = countsByType(sessions, chosen);
  return (
    <div class="chips" role="group" aria-label="Types of events">
      {chips.map(([type, number]) => (
        <button
          key={type}
          type="button"
          class="chip"
          data-testid="type-chip"
          data-type={type}
          aria-pressed={chosen.has(type)}
          title={type}
          onClick={() => (store.events.types.value = toggled(chosen, type))}
        >
          {shortType(type)} <span class="chip-count">{count(number)}</span>
        </button>
      ))}
    </div>
  );
}

/** By name, so that chips keep their places while numbers grow; a chosen type stays even when nothing of it is held. */
function countsByType(sessions: readonly SessionRecord[], chosen: ReadonlySet<string>): [string, number][] {
  const sums = noneOf(chosen);
  for (const session of sessions) {
    for (const [type, number] of session.types) sums.set(type, (sums.get(type) ?? 0) + number);
  }
  return [...sums].sort(([a], [b]) => (shortType(a) < shortType(b) ? -1 : 1));
}
