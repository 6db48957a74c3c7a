import { useMemo } from 'preact/hooks';
import type { CallRecord } from '../../state/account/records';
import type { Store } from '../../state/store';
import { count } from '../../text/count';
import { Icon } from '../../ui/icon';
import { VirtualRows } from '../../ui/virtual-rows';
import { CallHead, CallLine, callRowId } from './call-line';
import { CALL_COLUMNS } from '../../state/tools/call-order';

export function CallRows({ store, rowHeight }: { store: Store; rowHeight: number }) {
  const list = store.calls;
  const calls = list.calls.value;
  const open = store.route.value.item;
  const key = list.active.value;
  const byTime = list.order.value.column === 'time' && !list.order.value.descending;
  const indexOf = (key: string | null | undefined) => calls.findIndex((call) => call.key === key);
  const active = key === null ? -1 : indexOf(key);
  const identity = useMemo(() => ({}), [list.filter.value, list.order.value]);
  const now = store.clock.value;
  const reach = (call: CallRecord | undefined, opening: boolean) => {
    if (call === undefined) return;
    list.active.value = call.key;
    if (opening || open !== null) store.go({ item: call.key });
  };
  const pick = (call: CallRecord) => reach(call, true);
  return (
    <div class="list">
      <VirtualRows
        label="Tool calls"
        columns={CALL_COLUMNS.length}
        length={calls.length}
        identity={identity}
        keyOf={(index) => calls[index]?.key}
        indexOf={indexOf}
        rowHeight={rowHeight}
        active={active === -1 ? null : active}
        following={byTime ? list.following : null}
        header={<CallHead order={list.order} />}
        row={(index) => {
          const call = calls[index];
          return (
            call !== undefined && (
              <CallLine
                key={call.key}
                call={call}
                index={index}
                store={store}
                now={now}
                active={call.key === key}
                onPick={pick}
              />
            )
          );
        }}
        rowId={(index) => callRowId(calls[index])}
        onMove={(index) => reach(calls[index], false)}
        onOpen={() => reach(calls[active], true)}
        over={(inView) => <NewPill store={store} byTime={byTime} inView={inView} />}
      />
    </div>
  );
}

function NewPill({ store, byTime, inView }: { store: Store; byTime: boolean; inView: boolean }) {
  const { following, unseen } = store.calls;
  const behind = unseen.value;
  const reading = store.route.value.item !== null;
  if (behind === 0 && (inView || following.value || !byTime || reading)) return null;
  const follow = () => {
    store.follow();
    following.value = true;
  };
  return (
    <button type="button" class="new-pill" data-testid="new-pill" onClick={follow}>
      <Icon name="down" />
      {behind === 0 ? 'Follow newest' : `${count(behind)} new`}
    </button>
  );
}
