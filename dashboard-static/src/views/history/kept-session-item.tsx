import type { Signal } from '@preact/signals';
import { recordingName, type Lines } from '../../link/kept-sessions';
import type { KeptSession } from '../../state/kept-session';
import { count, plural } from '../../text/count';
import { age, exactTime } from '../../text/time';
import { Icon } from '../../ui/icon';
import { Plain } from '../../ui/plain';
import { SessionState } from '../sessions/session-state';
import { SaveButtons } from './save-buttons';

interface Props {
  session: KeptSession;
  now: number;
  /** The session's events, an event a line. */
  lines: () => Promise<Lines>;
  message: Signal<string | null>;
  onShow: () => void;
  /** Null where nobody can be told to forget. */
  onForget: (() => void) | null;
}

export function KeptSessionItem({ session, now, lines, message, onShow, onForget }: Props) {
  const { id, title, project, branch, state, waitingFor, lastMillis, events, errors } = session;
  return (
    <li class="kept-session" data-testid="past-session" data-session-id={id}>
      <span class="kept-title" title={id}>
        <Plain text={title ?? project} />
      </span>
      <span class="kept-about">
        <SessionState state={state} waitingFor={waitingFor} />
        <span>
          <Plain text={project} />
        </span>
        {branch !== null && (
          <span>
            <Plain text={branch} />
          </span>
        )}
        <span title={exactTime(lastMillis)}>
          {Number.isNaN(lastMillis) ? '' : `last active ${agoOf(now - lastMillis)}`}
        </span>
        <span>{plural(events, 'event')}</span>
        {errors > 0 && <span class="session-errors">{count(errors)} ✕</span>}
      </span>
      <span class="kept-does">
        <button type="button" class="button small" data-testid="look-back-at" onClick={onShow}>
          <Icon name="play" />
          Look back
        </button>
        <SaveButtons name={recordingName(session)} id={id} lines={lines} message={message} />
        {onForget !== null && (
          <button type="button" class="button small danger" data-testid="forget" onClick={onForget}>
            Forget…
          </button>
        )}
      </span>
    </li>
  );
}

function agoOf(millis: number): string {
  const text = age(millis);
  return text === 'now' ? text : `${text} ago`;
}
