import type { Signal } from '@preact/signals';
import type { CallRecord } from '../../state/account/records';
import type { Store } from '../../state/store';
import { clicked, type CallColumn, type CallOrder } from '../../state/tools/call-order';
import { durationOf } from '../../state/tools/durations';
import { isWaiting } from '../../state/tools/waits';
import { duration, exactTime, localTime } from '../../text/time';
import { Icon } from '../../ui/icon';
import { Plain } from '../../ui/plain';
import { shownStatus, Status } from '../events/status';
import { ToolName } from './tool-name';

interface Props {
  call: CallRecord;
  index: number;
  store: Store;
  now: number;
  active: boolean;
  onPick: (call: CallRecord) => void;
}

/** One call in one line. Everything from outside is a text node. */
export function CallLine({ call, index, store, now, active, onPick }: Props) {
  const { context } = store.calls;
  const session = store.account.sessions.get(call.session);
  const millis = durationOf(call, now);
  const began = call.startedAt ?? call.endedAt ?? NaN;
  return (
    <div
      id={callRowId(call)}
      class="line call"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={active}
      data-testid="call-row"
      data-call-id={call.callId}
      data-status={call.status}
      data-family={isBad(call) ? 'failure' : undefined}
      onClick={() => onPick(call)}
    >
      <span role="gridcell" class="cell time" title={exactTime(began)}>
        {localTime(began, now, '')}
      </span>
      <span role="gridcell" class="cell of-session" data-hue={session?.hue} title={call.session}>
        {context.sessionName(call.session)}
      </span>
      <span role="gridcell" class="cell of-agent" title={call.agentId}>
        {context.agentName(call)}
      </span>
      <span role="gridcell" class="cell of-tool" title={call.name}>
        <ToolName name={call.name} />
      </span>
      <span role="gridcell" class="cell about">
        <span class="summary">
          <Plain text={call.summary} />
        </span>
      </span>
      <span role="gridcell" class="cell of-status">
        {isWaiting(call) ? <span class="waits">waits for you</span> : <Status status={shownStatus(call)} />}
      </span>
      <span role="gridcell" class="cell of-duration" data-running={call.status === 'running'}>
        {millis === null ? '' : duration(millis)}
      </span>
    </div>
  );
}

const HEADS: readonly (readonly [CallColumn, string, string])[] = [
  ['time', 'Began', 'time'],
  ['session', 'Session', 'of-session'],
  ['agent', 'Agent', 'of-agent'],
  ['tool', 'Tool', 'of-tool'],
  ['what', 'What', 'about'],
  ['status', 'Status', 'of-status'],
  ['duration', 'Duration', 'of-duration'],
];

/** The heads of the columns, which order the list. */
export function CallHead({ order }: { order: Signal<CallOrder> }) {
  const { column: by, descending } = order.value;
  return (
    <div class="line call head" role="row" aria-rowindex={1}>
      {HEADS.map(([column, name, style]) => (
        <span
          key={column}
          role="columnheader"
          class={`cell ${style}`}
          aria-sort={column === by ? (descending ? 'descending' : 'ascending') : undefined}
        >
          <button
            type="button"
            class="head-button"
            data-testid="order-by"
            data-column={column}
            onClick={() => (order.value = clicked(order.value, column))}
          >
            {name}
            {column === by && (
              <span class="head-arrow" data-descending={descending}>
                <Icon name="down" />
              </span>
            )}
          </button>
        </span>
      ))}
    </div>
  );
}

export function callRowId(call: CallRecord | undefined): string | undefined {
  return call === undefined ? undefined : `call-${call.order}-${call.callId.replaceAll(/\s/g, '_')}`;
}

function isBad({ status }: CallRecord): boolean {
  return status === 'failed' || status === 'denied' || status === 'interrupted';
}
