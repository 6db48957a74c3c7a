import { recordingOf } from '../../link/recordings';
import type { LookBack } from '../../state/look-back/look-back';
import { readRecording } from '../../state/look-back/recording';
import { count, plural } from '../../text/count';
import type { ViewProps } from '../tabs';

/** The sessions that can be looked back at, and recordings from files. */
export function HistoryView({ store, daemon, lookBack }: ViewProps) {
  const sessions = store.revisions.sessions.value < 0 ? [] : store.account.sessions.newestFirst();
  const show = async (id: string) => {
    lookBack.message.value = 'Fetching the session…';
    const reply = await recordingOf(daemon, id, (events) => {
      lookBack.message.value = `Fetching the session: ${plural(events, 'event')} so far…`;
    });
    if (reply.ok) lookBack.open(reply.value);
    else lookBack.message.value = reply.error;
  };
  return (
    <section
      class="card"
      data-testid="history"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void openFile(event.dataTransfer?.files[0], lookBack);
      }}
    >
      <h2>Look back</h2>
      <label class="dim">
        Open a recording (.ndjson), or drop it here:{' '}
        <input
          type="file"
          accept=".ndjson,.jsonl"
          data-testid="open-recording"
          onChange={({ currentTarget }) => void openFile(currentTarget.files?.[0], lookBack)}
        />
      </label>
      {lookBack.message.value !== null && <p role="status">{lookBack.message.value}</p>}
      <ul>
        {sessions.map((session) => (
          <li key={session.id} data-testid="past-session">
            <strong>{store.account.sessions.labelOf(session)}</strong> {session.title}{' '}
            <span class="dim">{count(session.counts.events)} events</span>{' '}
            {daemon.canBeAsked && (
              <button type="button" class="button small" onClick={() => void show(session.id)}>
                Look back
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

async function openFile(file: File | undefined, lookBack: LookBack): Promise<void> {
  if (file === undefined) return;
  try {
    lookBack.open(readRecording(file.name, await file.text()));
  } catch (error) {
    lookBack.message.value = `${file.name} cannot be read: ${String(error)}`;
  }
}
