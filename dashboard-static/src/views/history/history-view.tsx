import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Daemon } from '../../link/daemon';
import { linesOf, recordingName } from '../../link/kept-sessions';
import type { KeptSession } from '../../state/kept-session';
import type { LookBack, Reading } from '../../state/look-back/look-back';
import type { Store } from '../../state/store';
import { Icon } from '../../ui/icon';
import type { ViewProps } from '../tabs';
import { ForgetDialog } from './forget-dialog';
import { KeptSessionItem } from './kept-session-item';
import { RecordingItem } from './recording-item';
import { useKeptSessions } from './use-kept-sessions';

/** The sessions that can be looked back at, and recordings from files. */
export function HistoryView({ present, daemon, lookBack, live }: ViewProps) {
  const { list, load } = useKeptSessions(daemon, present, live);
  const asked = useSignal<KeptSession | null>(null);
  const canBeAsked = daemon.canBeAsked;
  const recording = lookBack.playback.value?.recording;
  const sessions = list.value?.sessions;
  const error = list.value?.error ?? null;
  const listed =
    canBeAsked && !list.value?.held
      ? 'Sessions that the daemon keeps'
      : lookBack.hasPresent
        ? 'Sessions that this page holds'
        : 'The recording that this page shows';
  // What went wrong while nobody answered is over; what is said of the recording that is shown is not.
  useEffect(() => {
    if (live && lookBack.playback.peek() === null) lookBack.message.value = null;
  }, [live]);
  const show = (session: KeptSession) =>
    lookBack.openWhenRead(recordingName(session), reading(daemon, present, session));
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
            title="Empties this page. The daemon keeps what it has; a reload brings back the newest events."
            onClick={() => present.clear()}
          >
            Clear this page
          </button>
        )}
      </header>
      {error !== null && (
        <p class="past-message" role="status" data-testid="not-listed">
          The sessions cannot be listed: {error}
          {list.value?.held && '. These are those that this page holds.'}
        </p>
      )}
      {lookBack.message.value !== null && (
        <p class="past-message" role="status">
          {lookBack.message.value}
        </p>
      )}
      {lookBack.hasPresent && recording === undefined && error === null && sessions?.length === 0 && (
        <p class="nothing">No session to look back at. Start claude in any project, or open a recording.</p>
      )}
      {list.value === null && <p class="nothing">Asking the daemon…</p>}
      <ul class="kept-sessions">
        {recording !== undefined && <RecordingItem recording={recording} message={lookBack.message} />}
        {sessions?.map((session) => (
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
  if (file !== undefined)
    void lookBack.openWhenRead(
      file.name,
      file.text().then((text) => ({ text })),
    );
}

async function reading(daemon: Daemon, present: Store, { id }: KeptSession): Promise<Reading> {
  const lines = await linesOf(daemon, present, id);
  if (!lines.ok) throw new Error(lines.error);
  return lines.note === undefined ? { text: lines.value } : { text: lines.value, note: lines.note };
}
