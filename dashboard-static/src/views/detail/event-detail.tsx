import type { EventRow } from '../../event/row';
import { subjectOf } from '../../event/summary';
import type { Store } from '../../state/store';
import { duration, localTime } from '../../text/time';
import { CappedText } from '../../ui/capped-text';
import { CopyButton } from '../../ui/copy-button';
import { JsonTree } from '../../ui/json-tree';
import { rowStatus, Status } from '../events/status';
import { Fields } from './fields';
import { OtherEnd } from './other-end';

const SUBJECT_CAP = 4_000;

export function EventDetail({ row, store }: { row: EventRow; store: Store }) {
  const { log } = store.content.value;
  const { event } = row;
  const subject = subjectOf(event);
  const millis = event.tool?.durationMs ?? null;
  const session = log.account.sessions.get(row.session);
  return (
    <div class="detail-body">
      {subject !== '' && (
        <pre class="subject" data-testid="detail-subject" tabIndex={0} aria-label="What it is about">
          <CappedText text={subject} cap={SUBJECT_CAP} />
        </pre>
      )}
      <Fields
        fields={[
          ['Tool', row.tool],
          ['Status', event.tool === null ? null : <Status status={rowStatus(row, log.account.calls)} />],
          ['Duration', millis === null ? null : duration(millis)],
          ['Other end', row.callKey === null ? null : <OtherEnd row={row} store={store} />],
          [
            'Agent',
            event.agent === null ? 'main' : [event.agent.type, event.agent.id].filter(Boolean).join(' · '),
          ],
          [
            'Time',
            <span title={event.timestamp}>{localTime(row.millis, store.now(), event.timestamp)}</span>,
          ],
          ['Timestamp', event.timestamp],
          ['Session', session === undefined ? event.sessionId : `${session.project} · ${row.session}`],
          ['Folder', event.cwd],
          ['Type', event.type],
          ['Source', event.source],
          ['Call', event.tool?.callId ?? null],
          ['Id', event.id],
          ['Number', `#${event.seq}`],
        ]}
      />
      <div class="detail-section">
        <h3>Data</h3>
        <CopyButton label="Copy JSON" text={() => JSON.stringify(event.raw, null, 2)} />
      </div>
      <JsonTree value={event.data} />
    </div>
  );
}
