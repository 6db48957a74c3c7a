import { render } from 'preact';
import { describe, expect, it } from 'vitest';
import { Link } from '../../link/link';
import type { RefusalCode } from '../../link/link-state';
import { Store } from '../../state/store';
import { wordingOf } from './connection';
import { Gate } from './gate';

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
    render(<Gate state={state} link={idleLink()} />, root);
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
