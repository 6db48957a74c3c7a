import { signal } from '@preact/signals';
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { act, unmountAll } from '../../../test/mounted';
import type { LinkState } from '../../link/link-state';
import { Notice } from './gate';

function shown(state: LinkState) {
  const clock = signal(0);
  const root = document.createElement('div');
  document.body.append(root);
  act(() => render(<Notice state={state} clock={clock} />, root));
  return { clock, root, alert: () => root.querySelector('[role=alert]')?.textContent };
}

describe('Notice', () => {
  afterEach(unmountAll);

  it('stopped_saysWhatHappened_theCommand_andTheNextTry', () => {
    const { clock, root, alert } = shown({ name: 'stopped', retryAt: 10_000, orRefused: false });
    expect(alert()).toContain('the daemon does not run. Run mpm-monitord start and');
    expect(root.textContent).toContain('Next try in 10 s');
    const before = alert();
    act(() => (clock.value = 7_000));
    expect(root.textContent).toContain('Next try in 3 s');
    // What is an alert is read aloud whenever it changes.
    expect(alert()).toBe(before);
  });

  it('stopped_orRefused_leadsToAPageThatFits', () => {
    const { alert } = shown({ name: 'stopped', retryAt: 0, orRefused: true });
    expect(alert()).toContain('Run mpm-monitord open');
  });

  it('live_isSilent', () => {
    expect(shown({ name: 'live' }).root.textContent).toBe('');
  });
});
