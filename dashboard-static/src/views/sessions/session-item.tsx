import { shortId, type Phase, type Session } from '../../state/sessions';
import { count } from '../../text/count';
import { age } from '../../text/time';

interface Props {
  session: Session;
  now: number;
  chosen: boolean;
  onOnly: () => void;
  onToggle: () => void;
}

const PHASES: Readonly<Record<Phase, string>> = {
  working: 'working',
  idle: 'idle',
  waiting: 'waiting',
  ended: 'ended',
};

const HINTS: Readonly<Record<Phase, string>> = {
  working: 'The newest event is one of work going on',
  idle: 'Has answered and waits for the next prompt',
  waiting: 'Has asked for your permission or attention',
  ended: 'The session is over',
};

export function SessionItem({ session, now, chosen, onOnly, onToggle }: Props) {
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
        aria-label={`Also show ${session.name} ${shortId(session.id)}`}
      />
      <button
        type="button"
        class="session-main"
        aria-pressed={chosen}
        title={`${session.cwd ?? 'unknown folder'}\n${session.id}`}
        onClick={click}
      >
        <span class="session-name">{session.name}</span>
        <span class="session-count">{count(session.count)}</span>
        <span class="session-about">
          {session.id !== '' && (
            <span class="phase" data-phase={session.phase} title={HINTS[session.phase]}>
              {PHASES[session.phase]}
            </span>
          )}
          {Number.isNaN(session.lastMillis) ? '' : <span>{age(now - session.lastMillis)}</span>}
        </span>
        <span class="session-id">{shortId(session.id)}</span>
      </button>
    </li>
  );
}
