import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { event } from '../../../test/events';
import { callWhenNeeded, type Caller } from './attention';
import { Store } from '../../state/store';
import { readToldSessions } from '../../state/told-sessions';

const NOW = Date.UTC(2026, 10, 22, 23, 5);

/** A page that has come to a daemon which had `had` events. */
function setUp(wants: boolean, had = 0) {
  const store = new Store({ now: () => NOW, schedule: (task) => task() });
  store.enter('s', had);
  const badges: number[] = [];
  const asked: string[] = [];
  const calls: { title: string; onClick: () => void }[] = [];
  const caller: Caller = {
    badge: (waiting) => badges.push(waiting),
    notify: (title, _, __, onClick) => calls.push({ title, onClick }),
    askLeave: () => void asked.push('leave'),
  };
  const wanted = signal(wants);
  const asks = (seq: number, session: string) =>
    store.add([event(seq, { session_id: session, type: 'hook.permission_request' })]);
  return { store, wanted, badges, calls, asked, asks, stop: callWhenNeeded(store, wanted, caller) };
}

describe('attention', () => {
  it('sessionBeginsToWait_calledOnce', () => {
    const { store, badges, calls, asks, stop } = setUp(true);
    asks(1, 'a');
    store.tick();
    expect(calls.map(({ title }) => title)).toEqual(['acme asks for permission']);
    expect(badges.at(-1)).toBe(1);
    calls[0]?.onClick();
    expect(store.sessions.value).toEqual(new Set(['a']));
    stop();
  });

  it('waitsAndIsNotHeld_isCounted', () => {
    const { store, badges, stop } = setUp(true);
    const session = {
      session_id: 'x',
      state: 'waiting',
      waiting_for: 'question',
      last_activity: '2026-11-22T23:00:00Z',
    };
    store.told.value = readToldSessions({ sessions: [session] });
    expect(badges.at(-1)).toBe(1);
    stop();
  });

  it('answered_badgeGoes_askedAgain_calledAgain', () => {
    const { store, badges, calls, asks, stop } = setUp(true);
    asks(1, 'a');
    store.add([event(2, { session_id: 'a', type: 'hook.post_tool' })]);
    expect(badges.at(-1)).toBe(0);
    asks(3, 'a');
    expect(calls).toHaveLength(2);
    stop();
  });

  it('notWanted_nothingIsShown_andWhoWaitsAlreadyIsNotCalledOut', () => {
    const { wanted, badges, calls, asks, stop } = setUp(false);
    asks(1, 'a');
    expect(badges).toEqual([0]);
    wanted.value = true;
    expect(badges.at(-1)).toBe(1);
    asks(2, 'b');
    expect(calls).toHaveLength(1);
    stop();
  });

  it('pageComesToSessionsThatWait_countsThem_andCallsForNone', () => {
    const { badges, calls, asked, asks, stop } = setUp(true, 2);
    asks(1, 'a');
    asks(2, 'b');
    expect(badges.at(-1)).toBe(2);
    expect(calls).toEqual([]);
    asks(3, 'c');
    expect(calls).toHaveLength(1);
    expect(asked).toHaveLength(1);
    stop();
  });
});
