import type { EventRow } from '../../event/row';
import type { ToolStatus } from '../../event/wire';
import type { CallTable } from '../../state/account/calls';
import type { CallRecord } from '../../state/account/records';
import { Icon, type IconName } from '../../ui/icon';

export type ShownStatus = ToolStatus | 'started' | 'in background';

const ICONS: Readonly<Record<ShownStatus, IconName>> = {
  running: 'bolt',
  started: 'dot',
  'in background': 'dot',
  ok: 'check',
  failed: 'cross',
  denied: 'ban',
  interrupted: 'pause',
  unknown: 'question',
};

/** A command that goes on says more than the call that has started it. */
export function shownStatus({ status, background }: CallRecord): ShownStatus {
  if (background === null) return status;
  return background === 'running' ? 'in background' : background;
}

/** What the row of an event says of its call. */
export function rowStatus(row: EventRow, calls: CallTable): ShownStatus | null {
  const { tool, background } = row.event;
  const goesOn = tool !== null && background.some(({ status }) => status === 'running');
  return goesOn ? 'in background' : calls.statusOf(row);
}

/** A status by word and icon, never by colour alone. */
export function Status({ status }: { status: ShownStatus | null }) {
  if (status === null) return null;
  return (
    <span class="status" data-status={status}>
      <Icon name={ICONS[status]} />
      {status}
    </span>
  );
}
