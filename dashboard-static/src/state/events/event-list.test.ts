import { effect } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { event, events, toolEnd, toolStart } from '../../../test/events';
import { EventLog } from '../event-log';
import { Store } from '../store';

function storeOf(log = new EventLog()): Store {
  return new Store({ now: () => 0, schedule: (task) => task(), log });
}

function shown(store: Store): (number | 'gap')[] {
  const { listing, length } = store.events.listed.value;
  return Array.from({ length }, (_, index) => {
    const row = store.log.at(listing.at(index) ?? -1);
    if (row === undefined) throw new Error(`nothing in place ${index}`);
    return row.kind === 'gap' ? 'gap' : row.event.seq;
  });
}

describe('EventList', () => {
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
    store.events.search.value = 'prompt';
    const first = store.events.listed.value;
    expect(first.searching).toBe(true);
    expect(first.listing.at(first.length - 1)).toBe(19_999);
    tasks.shift()?.();
    expect(store.events.listed.value.length).toBe(first.length);
    while (store.events.listed.value.searching) tasks.shift()?.();
    expect(store.events.listed.value).toMatchObject({ length: 20_000, searching: false });
  });

  it('listedAtAGlance_followsTheUserAtOnce_andEventsWhenTheyCanBeRead', () => {
    const waiting: (() => void)[] = [];
    const legibly = (task: () => void) => waiting.push(task);
    const store = new Store({ now: () => 0, schedule: (task) => task(), legibly });
    const lengths: number[] = [];
    effect(() => void lengths.push(store.events.listedAtAGlance.value.length));
    store.add(events(1, 2));
    expect(lengths).toEqual([0]);
    store.events.search.value = 'nothing has this';
    store.events.search.value = '';
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
    store.events.types.value = new Set(['hook.pre_tool']);
    expect(shown(store)).toEqual([2, 'gap']);
    store.add([event(5), toolStart(6, 'b')]);
    expect(shown(store)).toEqual([2, 'gap', 6]);
  });

  it('search_given_hidesGaps', () => {
    const store = storeOf();
    store.addGap({ stream: null, from: 3, to: 4, count: 2, reason: null });
    store.add([event(5)]);
    store.events.search.value = 'prompt';
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
    expect(store.events.isFiltered()).toBe(false);
    store.events.search.value = 'nowhere';
    expect(store.events.isFiltered()).toBe(true);
    store.events.clearFilters();
    expect(shown(store)).toEqual([1]);
  });

  it('search_statusRunning_callsLeaveWhenTheyEnd', () => {
    const store = storeOf();
    store.events.search.value = 'status:running';
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
    expect(store.events.listed.value.listing.removed).toBe(2);
  });

  it('pause_newEvents_areHeldBackAndCounted', () => {
    const store = storeOf();
    store.add(events(1, 2));
    store.pause(true);
    store.add(events(3, 5));
    expect(shown(store)).toEqual([1, 2]);
    expect(store.events.unseen()).toBe(3);
    store.follow();
    expect(shown(store)).toEqual([1, 2, 3, 4, 5]);
    expect(store.events.unseen()).toBe(0);
  });

  it('unseen_scrolledAway_countsMatchingOnly', () => {
    const store = storeOf();
    store.events.types.value = new Set(['hook.pre_tool']);
    store.add([toolStart(1, 'a')]);
    store.events.following.value = false;
    store.add([event(2), toolStart(3, 'b')]);
    expect(shown(store)).toEqual([1, 3]);
    expect(store.events.unseen()).toBe(1);
  });

  it('selectedIndex_filterHidesIt_isNull', () => {
    const store = storeOf();
    store.add([event(1), toolStart(2, 'a')]);
    store.events.selectAt(1);
    expect(store.events.selectedIndex()).toBe(1);
    store.events.types.value = new Set(['hook.user_prompt']);
    expect(store.events.selectedIndex()).toBeNull();
  });

  it('rowAskedForAgain_isHeldStillAgain', () => {
    const store = storeOf();
    store.add(events(1, 3));
    store.go({ tab: 'events', item: 'event-2' });
    expect(store.events.following.value).toBe(false);
    store.go({ tab: 'tools' });
    store.follow();
    store.go({ tab: 'events', item: 'event-2' });
    expect([store.events.selectedIndex(), store.events.following.value]).toEqual([1, false]);
    // The user's own wish is not taken back while it is open.
    store.follow();
    store.add(events(4, 5));
    expect(store.events.following.value).toBe(true);
  });
});
