import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AnswerAs } from '../../link/daemon';
import { keptSessions, linesOf, recordingName, type KeptSession } from '../../link/kept-sessions';
import type { LookBack } from '../../state/look-back/look-back';
import { Icon } from '../../ui/icon';
import type { ViewProps } from '../tabs';
import { ForgetDialog } from './forget-dialog';
import { KeptSessionItem } from './kept-session-item';
import { RecordingItem } from './recording-item';

/** The sessions that can be looked back at, and recordings from files. */
export function HistoryView({ present, daemon, lookBack }: ViewProps) {
  const sessions = useSignal<readonly KeptSession[] | null>(null);
  const asked = useSignal<KeptSession | null>(null);
  const canBeAsked = daemon.canBeAsked;
  const recording = lookBack.playback.value?.recording;
  const listed = canBeAsked
    ? 'Sessions that the daemon keeps'
    : lookBack.hasPresent
      ? 'Sessions that this page holds'
      : 'The recording that this page shows';
  const heard = present.revisions.sessions.value;
  const load = async () => {
    const answer = await keptSessions(daemon, present);
    if (answer.ok) sessions.value = answer.value;
    else lookBack.message.value = `The sessions cannot be listed: ${answer.error}`;
  };
  useEffect(() => void load(), [canBeAsked, canBeAsked ? 0 : heard]);
  const show = ({ id }: KeptSession) =>
    lookBack.openWhenRead(recordingName(id), textOf(linesOf(daemon, present, id)));
  return (
    <section
      class="past"
      aria-label="Look back"
      data-testid="history"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        openFile(event.dataTransfer?.files[0], lookBack);
      }}
    >
      <header class="past-head">
        <h2>Look back</h2>
        <span class="dim">{listed}, and recordings from files</span>
        <span class="spacer" />
        <label class="button">
          <Icon name="file" />
          Open a recording, or drop it here
          <input
            type="file"
            class="visually-hidden"
            accept=".ndjson,.jsonl"
            data-testid="open-recording"
            onChange={({ currentTarget }) => {
              openFile(currentTarget.files?.[0], lookBack);
              // A file that is still chosen would be no change when it is picked again.
              currentTarget.value = '';
            }}
          />
        </label>
        {lookBack.hasPresent && (
          <button
            type="button"
            class="button"
            data-testid="clear-page"
            title="Empties this page. The daemon keeps what it has; a reload brings it back."
            onClick={() => present.clear()}
          >
            Clear this page
          </button>
        )}
      </header>
      {lookBack.message.value !== null && (
        <p class="past-message" role="status">
          {lookBack.message.value}
        </p>
      )}
      {lookBack.hasPresent && recording === undefined && sessions.value?.length === 0 && (
        <p class="nothing">No session to look back at. Start claude in any project, or open a recording.</p>
      )}
      <ul class="kept-sessions">
        {recording !== undefined && <RecordingItem recording={recording} message={lookBack.message} />}
        {sessions.value?.map((session) => (
          <KeptSessionItem
            key={session.id}
            session={session}
            now={present.clock.value}
            lines={() => linesOf(daemon, present, session.id)}
            message={lookBack.message}
            onShow={() => void show(session)}
            onForget={canBeAsked ? () => (asked.value = session) : null}
          />
        ))}
      </ul>
      <ForgetDialog asked={asked} daemon={daemon} store={present} onForgotten={() => void load()} />
    </section>
  );
}

function openFile(file: File | undefined, lookBack: LookBack): void {
  if (file !== undefined) void lookBack.openWhenRead(file.name, file.text());
}

async function textOf(lines: Promise<AnswerAs<string>>): Promise<string> {
  const answer = await lines;
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}
