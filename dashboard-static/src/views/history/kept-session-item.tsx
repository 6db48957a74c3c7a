import type { Signal } from '@preact/signals';
import { ownParts } from '../../export/own-parts';
import { fileName, save } from '../../export/save';
import { standalonePage } from '../../export/standalone-page';
import type { AnswerAs } from '../../link/daemon';
import type { KeptSession } from '../../link/kept-sessions';
import { count, plural } from '../../text/count';
import { age, exactTime } from '../../text/time';
import { Icon } from '../../ui/icon';
import { Plain } from '../../ui/plain';
import { SessionState } from '../sessions/session-state';

interface Props {
  session: KeptSession;
  now: number;
  /** The session's events, an event a line. */
  lines: () => Promise<AnswerAs<string>>;
  message: Signal<string | null>;
  onShow: () => void;
  /** Null where nobody can be told to forget. */
  onForget: (() => void) | null;
}

export function KeptSessionItem({ session, now, lines, message, onShow, onForget }: Props) {
  const { id, title, project, branch, state, waitingFor, lastMillis, events, errors } = session;
  const saved = async (as: (text: string) => Promise<void>) => {
    message.value = 'Fetching the session…';
    try {
      const answer = await lines();
      if (!answer.ok) throw new Error(answer.error);
      await as(answer.value);
      message.value = null;
    } catch (error) {
      message.value = `The session cannot be saved: ${error instanceof Error ? error.message : String(error)}`;
    }
  };
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
        <button
          type="button"
          class="button small"
          data-testid="save-lines"
          title="An event a line, for mpm-monitord replay and for this page"
          onClick={() => void saved((text) => saveLines(id, text))}
        >
          Save .ndjson
        </button>
        <button
          type="button"
          class="button small"
          data-testid="save-page"
          title="One file that opens in any browser, without a daemon"
          onClick={() => void saved((text) => savePage(id, text))}
        >
          Save as a page
        </button>
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

function saveLines(id: string, lines: string): Promise<void> {
  save(fileName(id, 'ndjson'), 'application/x-ndjson', lines);
  return Promise.resolve();
}

async function savePage(id: string, lines: string): Promise<void> {
  const parts = await ownParts();
  if (parts === null)
    throw new Error(
      'a page from the disk cannot read its own script. Save it from the page that the daemon serves.',
    );
  const name = `session ${id.slice(0, 8)}`;
  save(fileName(id, 'html'), 'text/html', await standalonePage(name, lines, parts));
}
