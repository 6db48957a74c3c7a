import { render } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { act, unmountAll } from '../../../test/mounted';
import { loadPreferences } from '../../state/preferences';
import { CallSwitch } from './call-switch';

/** The bell in a browser that answers so, and how to change its mind. */
async function bell(permission: NotificationPermission) {
  const notification = { permission };
  const status = new EventTarget();
  vi.stubGlobal('Notification', notification);
  vi.stubGlobal('navigator', { permissions: { query: () => Promise.resolve(status) } });
  const root = document.createElement('div');
  document.body.append(root);
  act(() => render(<CallSwitch preferences={loadPreferences(null, true)} />, root));
  await Promise.resolve();
  const button = root.querySelector('button');
  const become = (next: NotificationPermission) =>
    act(() => {
      notification.permission = next;
      status.dispatchEvent(new Event('change'));
    });
  return { title: () => button?.title, press: () => act(() => button?.click()), become };
}

describe('CallSwitch', () => {
  afterEach(() => {
    unmountAll();
    vi.unstubAllGlobals();
  });

  it('granted_promisesNotifications', async () => {
    const { title, press } = await bell('granted');
    press();
    expect(title()).toContain('by a notification');
  });

  it('denied_saysThatTheBrowserBlocksThem_untilItDoesNoMore', async () => {
    const { title, press, become } = await bell('denied');
    expect(title()).toContain('The browser blocks notifications');
    press();
    expect(title()).toContain('This tab counts');
    expect(title()).not.toContain('by a notification');
    become('granted');
    expect(title()).toContain('by a notification');
  });
});
