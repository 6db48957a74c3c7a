import { effect } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { event, events, toolEnd, toolStart } from '../../test/events';
import { EventLog } from './event-log';
import { Store } from './store';

function storeOf(log = new EventLog()): Store {
  return new Store({ now: () => 0, schedule: (task) => task(), log });
}

function shown(store: Store): (number | 'gap')[] {
  const { listing, length } = store.listed.value;
  return Array.from({ length }, (_, index) => {
    const row = store.log.at(listing.at(index) ?? -1);
    if (row === undefined) throw new Error(`nothing in place ${index}`);
    return row.kind === 'gap' ? 'gap' : row.event.seq;
  });
}

/** A store whose numbers change when the test lets them. */
function glancing() {
  const waiting: (() => void)[] = [];
  const legibly = (task: () => void) => waiting.push(task);
  return { waiting, store: new Store({ now: () => 0, schedule: (task) => task(), legibly }) };
}

describe('Store', () => {
  it('search_throughMuch_showsWhatItFoundWhileItLooksOn', () => {
    let time = 0;
    const tasks: (() => void)[] = [];
    const store = new Store({
      // Each question takes a millisecond.
      now: () => time++,
      schedule: (task) => task(),
      later: (task) => tasks.push(task),
    });
    store.add(events(1, 20_000));
    store.search.value = 'prompt';
    const first = store.listed.value;
    expect(first.searching).toBe(true);
    expect(first.listing.at(first.length - 1)).toBe(19_999);
    tasks.shift()?.();
    expect(store.listed.value.length).toBe(first.length);
    while (store.listed.value.searching) tasks.shift()?.();
    expect(store.listed.value).toMatchObject({ length: 20_000, searching: false });
  });

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

  it('add_manyBatchesInAFrame_tellsTheViewsOnce', () => {
    const tasks: (() => void)[] = [];
    const store = new Store({ now: () => 0, schedule: (task) => tasks.push(task) });
    store.add(events(1, 2));
    store.add(events(3, 4));
    expect(tasks).toHaveLength(1);
    tasks[0]?.();
    expect(shown(store)).toEqual([1, 2, 3, 4]);
  });

  it('glance_manyEvents_isTakenWhenItCanBeRead', () => {
    const { store, waiting } = glancing();
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

  it('listedAtAGlance_followsTheUserAtOnce_andEventsWhenTheyCanBeRead', () => {
    const { store, waiting } = glancing();
    const lengths: number[] = [];
    effect(() => void lengths.push(store.listedAtAGlance.value.length));
    store.add(events(1, 2));
    expect(lengths).toEqual([0]);
    store.search.value = 'nothing has this';
    store.search.value = '';
    expect(lengths).toEqual([0, 0, 2]);
    store.add(events(3, 4));
    waiting.shift()?.();
    expect(lengths).toEqual([0, 0, 2, 4]);
    store.pause(true);
    store.add(events(5, 6));
    waiting.shift()?.();
    expect(lengths.at(-1)).toBe(4);
  });

  it('types_chosen_onlyTheseAndGaps', () => {
    const store = storeOf();
    store.add([event(1), toolStart(2, 'a')]);
    store.addGap({ stream: null, from: 3, to: 4, count: 2, reason: null });
    store.types.value = new Set(['hook.pre_tool']);
    expect(shown(store)).toEqual([2, 'gap']);
    store.add([event(5), toolStart(6, 'b')]);
    expect(shown(store)).toEqual([2, 'gap', 6]);
  });

  it('search_given_hidesGaps', () => {
    const store = storeOf();
    store.addGap({ stream: null, from: 3, to: 4, count: 2, reason: null });
    store.add([event(5)]);
    store.search.value = 'prompt';
    expect(shown(store)).toEqual([5]);
  });

  it('sessions_several_onlyThese', () => {
    const store = storeOf();
    store.add([event(1, { session_id: 'a' }), event(2, { session_id: 'b' }), event(3, { session_id: 'c' })]);
    store.go({ sessions: new Set(['a', 'c']) });
    expect(shown(store)).toEqual([1, 3]);
  });

  it('clearFilters_chosenSessions_stay', () => {
    const store = storeOf();
    store.add([event(1, { session_id: 'a' }), event(2, { session_id: 'b' })]);
    store.go({ sessions: new Set(['a']) });
    expect(store.isFiltered()).toBe(false);
    store.search.value = 'nowhere';
    expect(store.isFiltered()).toBe(true);
    store.clearFilters();
    expect(shown(store)).toEqual([1]);
  });

  it('search_statusRunning_callsLeaveWhenTheyEnd', () => {
    const store = storeOf();
    store.search.value = 'status:running';
    store.add([toolStart(1, 'a'), toolStart(2, 'b')]);
    expect(shown(store)).toEqual([1, 2]);
    store.add([toolEnd(3, 'a')]);
    expect(shown(store)).toEqual([2]);
  });

  it('listing_logForgets_rowsLeaveAtTheTop', () => {
    const store = storeOf(new EventLog({ items: 3, weight: 1e9 }));
    store.add(events(1, 3));
    expect(shown(store)).toEqual([1, 2, 3]);
    store.add(events(4, 5));
    expect(shown(store)).toEqual([3, 4, 5]);
    expect(store.listed.value.listing.removed).toBe(2);
  });

  it('pause_newEvents_areHeldBackAndCounted', () => {
    const store = storeOf();
    store.add(events(1, 2));
    store.pause(true);
    store.add(events(3, 5));
    expect(shown(store)).toEqual([1, 2]);
    expect(store.unseen()).toBe(3);
    store.follow();
    expect(shown(store)).toEqual([1, 2, 3, 4, 5]);
    expect(store.unseen()).toBe(0);
  });

  it('unseen_scrolledAway_countsMatchingOnly', () => {
    const store = storeOf();
    store.types.value = new Set(['hook.pre_tool']);
    store.add([toolStart(1, 'a')]);
    store.following.value = false;
    store.add([event(2), toolStart(3, 'b')]);
    expect(shown(store)).toEqual([1, 3]);
    expect(store.unseen()).toBe(1);
  });

  it('selectedIndex_filterHidesIt_isNull', () => {
    const store = storeOf();
    store.add([event(1), toolStart(2, 'a')]);
    store.selectAt(1);
    expect(store.selectedIndex()).toBe(1);
    store.types.value = new Set(['hook.user_prompt']);
    expect(store.selectedIndex()).toBeNull();
  });

  it('rowAskedForAgain_isHeldStillAgain', () => {
    const store = storeOf();
    store.add(events(1, 3));
    store.go({ tab: 'events', item: 'event-2' });
    expect(store.following.value).toBe(false);
    store.go({ tab: 'tools' });
    store.follow();
    store.go({ tab: 'events', item: 'event-2' });
    expect([store.selectedIndex(), store.following.value]).toEqual([1, false]);
    // The user's own wish is not taken back while it is open.
    store.follow();
    store.add(events(4, 5));
    expect(store.following.value).toBe(true);
  });

  it('callAskedFor_isReachedAndHeldStill', () => {
    const store = storeOf();
    store.add([toolStart(1, 'a'), toolStart(2, 'b')]);
    store.go({ tab: 'tools', item: 'cbca1fbd-0000 a' });
    expect([store.calls.active.value, store.calls.following.value]).toEqual(['cbca1fbd-0000 a', false]);
    store.go({ item: null });
    expect(store.calls.active.value).toBe('cbca1fbd-0000 a');
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
