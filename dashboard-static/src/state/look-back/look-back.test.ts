import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import { event, toolEnd, toolStart, wireEvent } from '../../../test/events';
import { HOME, type Route } from '../route';
import { Account } from '../account/account';
import { EventList } from '../events/event-list';
import { copied } from './copied';
import { LookBack, type Reading } from './look-back';
import { Playback } from './playback';
import { asLines, readRecording, type Recording } from './recording';

const START = Date.UTC(2026, 10, 22, 23, 0, 0, 0);

const SESSION = 'cbca1fbd-0000';

const USAGE = {
  session_id: SESSION,
  input_tokens: 7,
  agents: [{ agent_id: 'main', input_tokens: 5 }],
};

function playbackOf(events: Recording['events'], usages: Recording['usages'] = []): Playback {
  const recording = { name: 'test', events, usages, unreadable: 0 };
  return new Playback(recording, { schedule: (task) => task(), route: signal(HOME) });
}

/** Calls of two agents, on files, some never ended. */
function aSession(length: number): Recording['events'] {
  return Array.from({ length }, (_, i) => {
    const id = `call-${i - (i % 4)}`;
    const agent = i % 8 < 4 ? {} : { agent: { id: 'a1', type: 'general-purpose', parent: 'main' } };
    if (i % 4 === 0) return event(i, { ...toolStart(i, id, 'Read').raw, ...agent, files: [touch(i)] });
    if (i % 4 === 2 && i % 3 > 0)
      return event(i, { ...toolEnd(i, id, 'ok', 'Read').raw, ...agent, files: [touch(i)] });
    return event(i, agent);
  });
}

function touch(i: number) {
  return { path: `/home/dev/acme/${i % 50}.ts`, op: 'edit', added: i % 7, removed: 1 };
}

/** A file's text that comes when the test says so. */
function slowly(...events: Recording['events']) {
  const text = asLines(events);
  let come: () => void = () => undefined;
  const reading = new Promise<Reading>((resolve) => (come = () => resolve({ text })));
  return { reading, come };
}

describe('looking back', () => {
  const lookBackOf = () => new LookBack({ schedule: (task) => task(), route: signal(HOME) });
  const shown = ({ playback }: LookBack) => playback.value?.recording.name;

  it('open_noneOfTheChosenIsInIt_showsAll', () => {
    const route = signal<Route>({ ...HOME, sessions: new Set(['other']), tab: 'tools' });
    const lookBack = new LookBack({ schedule: (task) => task(), route });
    const recording = { name: 'old', events: [event(1)], usages: [], unreadable: 0 };
    lookBack.open(recording);
    expect(route.value).toEqual({ ...HOME, tab: 'tools' });
    route.value = { ...HOME, sessions: new Set(['cbca1fbd-0000', 'other']) };
    lookBack.open(recording);
    expect(route.value.sessions.size).toBe(2);
  });

  it('openWhenRead_twoAtOnce_theOneAskedForLastIsShown', async () => {
    const lookBack = lookBackOf();
    const [first, last] = [slowly(event(1)), slowly(event(2))];
    const opened = [
      lookBack.openWhenRead('first', first.reading),
      lookBack.openWhenRead('last', last.reading),
    ];
    last.come();
    await opened[1];
    expect([shown(lookBack), lookBack.message.value]).toEqual(['last', null]);
    first.come();
    await opened[0];
    expect([shown(lookBack), lookBack.message.value]).toEqual(['last', null]);
  });

  it('openWhenRead_theFirstComesFirst_isWaitedNoMoreFor', async () => {
    const lookBack = lookBackOf();
    const opened = lookBack.openWhenRead('first', Promise.resolve({ text: asLines([event(1)]) }));
    void lookBack.openWhenRead('last', slowly(event(2)).reading);
    await opened;
    expect([shown(lookBack), lookBack.message.value]).toEqual([undefined, 'Reading last…']);
  });

  it('openWhenRead_failsTooLate_saysNothing', async () => {
    const lookBack = lookBackOf();
    const { reading, come } = slowly();
    const failed = lookBack.openWhenRead(
      'first',
      reading.then(() => Promise.reject<Reading>(new Error('gone'))),
    );
    await lookBack.openWhenRead('last', Promise.resolve({ text: asLines([event(1)]) }));
    come();
    await failed;
    expect([shown(lookBack), lookBack.message.value]).toEqual(['last', null]);
    await lookBack.openWhenRead('first', Promise.reject(new Error('gone')));
    expect(lookBack.message.value).toBe('first cannot be shown: gone');
  });

  it('backToLive_whileARecordingIsRead_staysThere', async () => {
    const lookBack = lookBackOf();
    const { reading, come } = slowly(event(1));
    const opened = lookBack.openWhenRead('slow', reading);
    lookBack.backToLive();
    come();
    await opened;
    expect([shown(lookBack), lookBack.message.value]).toEqual([undefined, null]);
  });

  it('backToLive_nothingOfTheRecordingsHeedsTheAddress', () => {
    const left = vi.fn();
    const route = signal(HOME, { unwatched: left });
    const lookBack = new LookBack({ schedule: (task) => task(), route });
    for (const name of ['one', 'other']) {
      lookBack.open({ name, events: aSession(100), usages: [], unreadable: 0 });
      lookBack.playback.value?.seek(START + 50);
    }
    expect(left).not.toHaveBeenCalled();
    lookBack.backToLive();
    expect(left).toHaveBeenCalledOnce();
  });
});

describe('a copy', () => {
  it('sharesNothingThatChanges_andKeepsWhatIsOne', () => {
    class Room {
      readonly people = new Map([['a', { age: 1 }]]);
      readonly eldest = this.people.get('a');
      readonly shared = { value: true };
    }
    const room = new Room();
    const copy = copied(room, (part) => 'value' in part);
    expect(copy).toEqual(room);
    expect(copy).toBeInstanceOf(Room);
    expect(copy.eldest).toBe(copy.people.get('a'));
    expect(copy.eldest).not.toBe(room.eldest);
    expect(copy.shared).toBe(room.shared);
  });

  it('ofAFunction_isRefused', () => {
    expect(() => copied({ run: () => 1 }, () => false)).toThrow('run');
  });
});

describe('a recording', () => {
  it('lines_areEventsInTheOrderOfTheDaemon', () => {
    const text = `${JSON.stringify(wireEvent(2))}\n\n${JSON.stringify(wireEvent(1))}\n`;
    expect(readRecording('x.ndjson', text).events.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('usage_isRead_andWrittenAgain', () => {
    const text = `${JSON.stringify(wireEvent(1))}\n{"usage":${JSON.stringify(USAGE)}}\n`;
    const { events, usages, unreadable } = readRecording('x', text);
    expect([usages, unreadable]).toEqual([[USAGE], 0]);
    expect(readRecording('y', asLines(events, usages))).toMatchObject({ events, usages });
  });

  it('lineThatIsNoEvent_isCounted', () => {
    const { events, unreadable } = readRecording('x', `nonsense\n{}\n${JSON.stringify(wireEvent(1))}`);
    expect([events.length, unreadable]).toEqual([1, 2]);
  });
});

describe('a playback', () => {
  it('begins_atTheEndWithAllEvents', () => {
    const playback = playbackOf([event(1), event(500)]);
    expect(playback.store.log.counts.held).toBe(2);
    expect([playback.from, playback.to]).toEqual([START + 1, START + 500]);
  });

  it('usage_isToldAtTheEndAlone', () => {
    const playback = playbackOf([event(1), event(500)], [USAGE]);
    const tokens = () => playback.store.session(SESSION)?.usage?.tokens ?? null;
    expect(playback.store.usageOf({ session: SESSION, id: 'main' })?.tokens).toBe(5);
    expect(tokens()).toBe(7);
    playback.seek(START + 200);
    expect(tokens()).toBeNull();
    playback.seek(START + 500);
    expect(tokens()).toBe(7);
  });

  it('seek_showsTheStateAtThatMoment', () => {
    const playback = playbackOf([toolStart(1, 'a'), toolEnd(400, 'a'), event(500)]);
    playback.seek(START + 200);
    const call = playback.store.account.calls.all()[0];
    expect(call?.status).toBe('running');
    expect(playback.store.clock.value).toBe(START + 200);
    playback.seek(START + 400);
    expect(playback.store.account.calls.all()[0]?.status).toBe('ok');
  });

  it('seek_back_foldsNoMoreThanLiesBetweenTwoCopies', () => {
    const playback = playbackOf(aSession(4_000));
    const folded = vi.spyOn(Account.prototype, 'add');
    for (const at of [3_990, 2_501, 2_500, 1_400, 499, 1]) {
      folded.mockClear();
      playback.seek(START + at);
      expect(folded.mock.calls.length).toBeLessThanOrEqual(500);
    }
  });

  it('seek_backAndForth_isAlwaysTheStateOfThatMoment', () => {
    const events = aSession(3_000);
    const playback = playbackOf(events);
    for (const at of [2_900, 700, 2_999, 1_800, 1_799, 3, 2_000, 500, 1_000]) {
      playback.seek(START + at);
      const { log, events: list } = playback.store;
      const fresh = playbackOf(events.slice(0, at + 1)).store;
      expect(log.counts).toEqual(fresh.log.counts);
      expect(log.account.calls.all()).toEqual(fresh.account.calls.all());
      expect(log.account.agents.all()).toEqual(fresh.account.agents.all());
      expect(log.account.files.all()).toEqual(fresh.account.files.all());
      expect(log.account.sessions.newestFirst()).toEqual(fresh.account.sessions.newestFirst());
      expect(list.listed.value.length).toBe(fresh.events.listed.value.length);
    }
  });

  it('seek_back_keepsWhatTheUserHasChosen', () => {
    const playback = playbackOf(aSession(100));
    const { store } = playback;
    store.events.search.value = 'tool:Read';
    store.calls.tools.value = new Set(['Read']);
    store.files.shape.value = 'newest';
    store.timeline.show({ from: 1, to: 2 });
    store.pause(true);
    store.events.following.value = false;
    const { listing } = store.events.listed.value;
    playback.seek(START + 50);
    const { events, calls, files, timeline, pausedAt } = store;
    expect([events.search.value, [...calls.tools.value], files.shape.value]).toEqual([
      'tool:Read',
      ['Read'],
      'newest',
    ]);
    expect(timeline.view({ from: 0, to: 9 }, 9)).toEqual({ from: 1, to: 2 });
    expect([pausedAt.value, events.following.value, store.events.unseen()]).toEqual([51, false, 0]);
    expect(store.events.listed.value.listing).toBe(listing);
  });

  it('seek_back_beforeWhatIsSelected_selectsNothing', () => {
    const playback = playbackOf(aSession(100));
    const { store } = playback;
    store.events.selectAt(40);
    store.events.openDetail();
    playback.seek(START + 50);
    expect([store.events.selectedIndex(), store.events.rowAsked()?.n]).toEqual([40, 40]);
    playback.seek(START + 30);
    expect([store.events.selected.value, store.events.rowAsked()]).toEqual([null, undefined]);
    playback.seek(START + 60);
    expect(store.events.selectedIndex()).toBe(40);
  });

  it('seek_back_tellsTheViewsAtOnce', () => {
    const waiting: (() => void)[] = [];
    const events = aSession(100);
    const stage = { schedule: (task: () => void) => waiting.push(task), route: signal(HOME) };
    const playback = new Playback({ name: 'test', events, usages: [], unreadable: 0 }, stage);
    waiting.splice(0).forEach((task) => task());
    playback.seek(START + 50);
    const { content, revisions, account, events: list } = playback.store;
    expect(waiting).toEqual([]);
    expect([content.value.log.counts.held, list.listed.value.length]).toEqual([51, 51]);
    expect(revisions.agents.value).toBe(account.revisions.agents);
  });

  it('seek_back_manyTimes_oneStoreHeedsTheAddress', () => {
    const route = signal(HOME);
    const recording = { name: 'test', events: aSession(100), usages: [], unreadable: 0 };
    const playback = new Playback(recording, { schedule: (task) => task(), route });
    for (let at = 90; at > 10; at -= 10) playback.seek(START + at);
    const heeded = vi.spyOn(EventList.prototype, 'rowAsked');
    route.value = { ...HOME, item: 'event-1' };
    expect(heeded).toHaveBeenCalledOnce();
  });

  it('advance_goesAsFastAsAsked_andStopsAtTheEnd', () => {
    const playback = playbackOf([event(1), event(601)]);
    playback.speed.value = 10;
    playback.play();
    playback.advance(30);
    expect(playback.moment.value).toBe(START + 301);
    playback.advance(1_000);
    expect([playback.moment.value, playback.playing.value]).toEqual([START + 601, false]);
    expect(playback.store.log.counts.held).toBe(2);
  });

  it('advanceWhilePaused_doesNothing', () => {
    const playback = playbackOf([event(1), event(601)]);
    playback.seek(START + 100);
    playback.advance(1_000);
    expect(playback.moment.value).toBe(START + 100);
  });

  it('step_goesFromEventToEvent_andNotBeyond', () => {
    const playback = playbackOf([event(1), event(250), event(251), event(400)]);
    const steps = (...by: readonly (1 | -1)[]) =>
      by.map((one) => {
        playback.step(one);
        return playback.moment.value - START;
      });
    expect(steps(1, -1, -1, -1, -1)).toEqual([400, 251, 250, 1, 1]);
    playback.seek(START + 249.5);
    expect(steps(1, 1)).toEqual([250, 251]);
    playback.seek(START + 250.5);
    expect(steps(-1, -1)).toEqual([250, 1]);
  });

  it('eventsOutOfTime_neverGoBack', () => {
    const late = event(3, { timestamp: new Date(START).toISOString() });
    const playback = playbackOf([event(1), event(2), late, event(9)]);
    playback.seek(START + 2);
    expect(playback.store.log.counts.held).toBe(3);
  });
});
