import type { ToolStatus } from '../../event/wire';
import { Icon, type IconName } from '../../ui/icon';

export type ShownStatus = ToolStatus | 'started';

const ICONS: Readonly<Record<ShownStatus, IconName>> = {
  running: 'bolt',
  started: 'dot',
  ok: 'check',
  failed: 'cross',
  denied: 'ban',
  interrupted: 'pause',
  unknown: 'question',
};

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
