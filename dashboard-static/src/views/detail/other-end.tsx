import type { EventRow } from '../../event/row';
import type { Store } from '../../state/store';

/** The way from a call's start to its end and back. */
export function OtherEnd({ row, store }: { row: EventRow; store: Store }) {
  const ordinal = store.log.account.calls.otherEnd(row);
  const other = ordinal === undefined ? undefined : store.log.at(ordinal);
  const isStart = row.event.tool?.phase === 'start';
  if (other === undefined) return <span class="dim">{isStart ? 'has not arrived' : 'start not held'}</span>;
  return (
    <button type="button" class="link" onClick={() => store.events.open(other)}>
      {isStart ? 'Go to its end' : 'Go to its start'}
    </button>
  );
}
