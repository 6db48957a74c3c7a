import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { LineCounts } from '../../content/diff/diff';
import { OP_NAMES, WRITES, type Done } from '../../state/files/file-entry';
import type { Store } from '../../state/store';
import { exactTime, localTime } from '../../text/time';
import { More } from '../../ui/more';
import { Status } from '../events/status';

const STEP = 100;

interface Props {
  /** The oldest first. */
  operations: readonly Done[];
  /** Whether they are of several sessions. */
  several: boolean;
  chosen: Done;
  store: Store;
  onChoose: (operation: Done) => void;
}

/** What was done to the file, the newest first. */
export function History({ operations, several, chosen, store, onChoose }: Props) {
  const section = useRef<HTMLElement>(null);
  const asked = useSignal(STEP);
  const newestFirst = operations.toReversed();
  const shown = Math.max(asked.value, newestFirst.findIndex(({ key }) => key === chosen.key) + 1);
  // Once: later the user chooses what he sees, and a newer operation must not take him away from it.
  useLayoutEffect(
    () => section.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }),
    [],
  );
  return (
    <section ref={section} class="history" aria-label="History" data-testid="file-history">
      <ol>
        {newestFirst.slice(0, shown).map((operation, i) => (
          <li key={`${operation.key} ${i}`} data-writes={WRITES.has(operation.op)}>
            <button
              type="button"
              class="history-entry"
              data-testid="operation"
              data-call-id={operation.callId}
              aria-current={operation.key === chosen.key ? 'true' : undefined}
              onClick={() => onChoose(operation)}
            >
              <Operation operation={operation} several={several} store={store} />
            </button>
          </li>
        ))}
      </ol>
      <More
        rest={newestFirst.length - shown}
        step={STEP}
        noun="operation"
        onMore={() => (asked.value = shown + STEP)}
      />
    </section>
  );
}

function Operation({ operation, several, store }: { operation: Done; several: boolean; store: Store }) {
  const { op, at, status, added, removed, pattern, movedTo, session } = operation;
  const { context } = store.calls;
  return (
    <>
      <span class="history-time" title={exactTime(at)}>
        {localTime(at, store.today.value, '')}
      </span>
      <span class="history-op">{OP_NAMES[op]}</span>
      <span class="history-agent">
        {context.agentName(operation)}
        {several && ` in ${context.sessionName(session)}`}
      </span>
      <span class="history-about">
        {pattern !== null && <code>{pattern}</code>}
        {movedTo !== null && <>to {movedTo}</>}
        {WRITES.has(op) && <LineCounts added={added} removed={removed} />}
      </span>
      {status !== 'ok' && <Status status={status} />}
    </>
  );
}
