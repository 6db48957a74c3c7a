import type { SessionRecord, SessionState } from '../../state/account/records';
import { shortId, stateAt } from '../../state/account/session-fold';
import { count } from '../../text/count';
import { age } from '../../text/time';

interface Props {
  session: SessionRecord;
  now: number;
  chosen: boolean;
  onOnly: () => void;
  onToggle: () => void;
}

const HINTS: Readonly<Record<SessionState, string>> = {
  working: 'Claude or one of its agents is at work',
  waiting: 'Nothing goes on until you do something',
  done: 'Claude has finished its turn',
  gone: 'The session is over, or was silent for a day',
};

export function SessionItem({ session, now, chosen, onOnly, onToggle }: Props) {
  const state = stateAt(session, now);
  const click = (event: MouseEvent) =>
    event.ctrlKey || event.metaKey || event.shiftKey ? onToggle() : onOnly();
  return (
    <li
      class="session"
      data-chosen={chosen}
      data-hue={session.hue}
      data-testid="session"
      data-session-id={session.id}
    >
      <input
        type="checkbox"
        class="session-box"
        checked={chosen}
        onChange={onToggle}
        aria-label={`Also show ${session.project} ${shortId(session.id)}`}
      />
      <button
        type="button"
        class="session-main"
        aria-pressed={chosen}
        title={`${session.cwd ?? 'unknown folder'}\n${session.id}`}
        onClick={click}
      >
        <span class="session-name">{session.project}</span>
        <span class="session-count">{count(session.counts.events)}</span>
        <span class="session-about">
          {session.id !== '' && (
            <span class="phase" data-phase={state} title={HINTS[state]}>
              {state}
            </span>
          )}
          {Number.isNaN(session.lastMillis) ? '' : <span>{age(now - session.lastMillis)}</span>}
        </span>
        <span class="session-id">{shortId(session.id)}</span>
      </button>
    </li>
  );
}
