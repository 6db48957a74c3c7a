import { signal } from '@preact/signals';
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { act, unmountAll } from '../../../test/mounted';
import { Link } from '../../link/link';
import type { LinkState, RefusalCode } from '../../link/link-state';
import { Store } from '../../state/store';
import { wordingOf } from './connection';
import { Gate, Notice } from './gate';

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
    act(() => (clock.value = 10_000));
    expect(root.textContent).toContain('Next try now.');
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

describe('a refused page', () => {
  it.each<[RefusalCode | null, string, string, string]>([
    ['unauthorized', 'the token of version 2 is wrong', 'Wrong token', 'Wrong token'],
    [
      'unsupported_version',
      'protocol 2 is not spoken here',
      'Other version',
      'The daemon is of another version',
    ],
    ['malformed', 'auth is no JSON', 'Refused', 'The daemon refused this page'],
    [null, 'Invalid namespace', 'Refused', 'The daemon refused this page'],
  ])('refused_%s_isToldByItsCodeAndNotByTheMessage', (code, message, pill, title) => {
    const state = { name: 'refused', code, message } as const;
    expect(wordingOf(state, 0)).toEqual({ tone: 'bad', text: pill });
    const root = document.createElement('div');
    render(<Gate state={state} link={idleLink()} clock={signal(0)} />, root);
    expect(root.querySelector('h2')?.textContent).toBe(title);
    expect(root.querySelector('q')?.textContent).toBe(message);
  });
});

function idleLink(): Link {
  const unused = () => {
    throw new Error('nothing is connected here');
  };
  const store = new Store({ now: () => 0, schedule: (task) => task() });
  return new Link(store, unused, { now: () => 0, after: unused });
}
