import type { AgentStatus as Status } from '../../state/account/records';
import { Icon, type IconName } from '../../ui/icon';

const ICONS: Readonly<Record<Status, IconName>> = {
  running: 'bolt',
  done: 'check',
  failed: 'cross',
  interrupted: 'pause',
  unknown: 'question',
};

/** How a call's status of the same meaning is coloured. */
const TONES: Readonly<Record<Status, string>> = {
  running: 'running',
  done: 'ok',
  failed: 'failed',
  interrupted: 'interrupted',
  unknown: 'unknown',
};

/** A status by word and icon, never by colour alone. */
export function AgentStatus({ status }: { status: Status }) {
  return (
    <span class="status" data-status={TONES[status]}>
      <Icon name={ICONS[status]} />
      {status}
    </span>
  );
}
