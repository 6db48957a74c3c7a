import { effect } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { events } from '../../test/events';
import { railGroups } from './rail';
import { Store } from './store';
import { readToldSessions } from './told-sessions';

describe('Store', () => {
  it('today_clockMovesOn_changesAtMidnightOnly', () => {
    let time = new Date(2026, 10, 26, 23, 59, 58).getTime();
    const store = new Store({ now: () => time, schedule: (task) => task() });
    const days: number[] = [];
    effect(() => void days.push(new Date(store.today.value).getDate()));
    for (let i = 0; i < 4; i++) {
      time += 1_000;
      store.tick();
    }
    expect(days).toEqual([26, 27]);
  });

  it('sessionsAtHand_areTheHeldOnes_andThoseThatGoOnUnheld', () => {
    const store = new Store({ now: () => Date.UTC(2026, 10, 22, 23, 1), schedule: (task) => task() });
    store.add(events(1, 1));
    const told = (session_id: string, state: string, waiting_for: string | null = null) => ({
      ...{ session_id, state, waiting_for, cwd: '/home/dev/shop', events: 9 },
      last_activity: '2026-11-22T23:00:00Z',
    });
    const sessions = [told('w', 'working'), told('d', 'done'), told('p', 'waiting', 'permission')];
    store.told.value = readToldSessions({ sessions: [...sessions, told('cbca1fbd-0000', 'working')] });
    expect(store.sessionsAtHand().map(({ id }) => id)).toEqual(['cbca1fbd-0000', 'p', 'w']);
    const waiting = railGroups(store.sessionsAtHand(), store.now())[0];
    expect(waiting).toMatchObject({ id: 'needs-you', sessions: [{ id: 'p', project: 'shop' }] });
    expect(store.session('p')?.counts.events).toBe(9);
  });

  it('add_manyBatchesInAFrame_tellsTheViewsOnce', () => {
    const tasks: (() => void)[] = [];
    const store = new Store({ now: () => 0, schedule: (task) => tasks.push(task) });
    store.add(events(1, 2));
    store.add(events(3, 4));
    expect(tasks).toHaveLength(1);
    tasks[0]?.();
    expect(store.events.listed.value.length).toBe(4);
  });

  it('glance_manyEvents_isTakenWhenItCanBeRead', () => {
    const waiting: (() => void)[] = [];
    const legibly = (task: () => void) => waiting.push(task);
    const store = new Store({ now: () => 0, schedule: (task) => task(), legibly });
    const counts: number[] = [];
    const glances: number[] = [];
    effect(() => void counts.push(store.content.value.log.counts.held));
    effect(() => void glances.push(store.glance.value.log.counts.held));
    for (let seq = 1; seq <= 3; seq++) store.add(events(seq, seq));
    expect(counts).toEqual([0, 1, 2, 3]);
    expect(glances).toEqual([0]);
    expect(waiting).toHaveLength(1);
    waiting.shift()?.();
    expect(glances).toEqual([0, 3]);
  });

  it('rate_pastEvents_areNotLive', () => {
    let now = 10_000;
    const store = new Store({ now: () => now, schedule: (task) => task() });
    store.enter('s', 100);
    store.add(events(1, 100));
    store.add(events(101, 106));
    now = 11_000;
    expect(store.rate.perSecond(now, 1)).toBe(6);
  });
});
