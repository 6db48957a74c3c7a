import { useEffect, useState } from 'preact/hooks';
import { leaveToNotify } from './attention';
import type { Preferences } from '../../state/preferences';
import { IconButton } from '../../ui/icon-button';

const OFFER = 'Call me when a session waits for me';

/** Whether to call for the user when a session waits for him. */
export function CallSwitch({ preferences }: { preferences: Preferences }) {
  const { calls } = preferences;
  const leave = useLeaveToNotify();
  return (
    <IconButton
      icon={calls.value ? 'bell-on' : 'bell'}
      label={OFFER}
      title={titleOf(calls.value, leave)}
      pressed={calls.value}
      testId="calls"
      onClick={() => (calls.value = !calls.value)}
    />
  );
}

function titleOf(on: boolean, leave: NotificationPermission): string {
  if (leave === 'denied') {
    const tab = on ? 'This tab counts the sessions that wait for you' : `${OFFER}, on this tab`;
    return `${tab}. The browser blocks notifications of this page: allow them in its settings for this site, beside the address`;
  }
  return on
    ? 'You are called when a session waits for you: on this tab and by a notification, without a sound'
    : OFFER;
}

/** The user may answer the browser, or change its settings, at any time. */
function useLeaveToNotify(): NotificationPermission {
  const [leave, setLeave] = useState(leaveToNotify);
  useEffect(() => {
    const heed = () => setLeave(leaveToNotify());
    const status = statusOfLeave();
    void status.then((told) => told?.addEventListener('change', heed));
    return () => void status.then((told) => told?.removeEventListener('change', heed));
  }, []);
  return leave;
}

async function statusOfLeave(): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name: 'notifications' });
  } catch {
    return null; // A browser that cannot tell of changes: what was read stays.
  }
}
