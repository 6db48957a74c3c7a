import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { event, toolEnd, toolStart, wireEvent } from '../../../test/events';
import { HOME } from '../route';
import { Playback } from './playback';
import { readRecording, type Recording } from './recording';

const START = Date.UTC(2026, 10, 22, 23, 0, 0, 0);

function playbackOf(events: Recording['events']): Playback {
  const recording = { name: 'test', events, unreadable: 0 };
  return new Playback(recording, { schedule: (task) => task(), route: signal(HOME) });
}

describe('a recording', () => {
  it('lines_areEventsInTheOrderOfTheDaemon', () => {
    const text = `${JSON.stringify(wireEvent(2))}\n\n${JSON.stringify(wireEvent(1))}\n`;
    expect(readRecording('x.ndjson', text).events.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('lineThatIsNoEvent_isCounted', () => {
    const { events, unreadable } = readRecording('x', `nonsense\n{}\n${JSON.stringify(wireEvent(1))}`);
    expect([events.length, unreadable]).toEqual([1, 2]);
  });
});

describe('a playback', () => {
  it('begins_atTheEndWithAllEvents', () => {
    const playback = playbackOf([event(1), event(500)]);
    expect(playback.store.value.log.counts.held).toBe(2);
    expect([playback.from, playback.to]).toEqual([START + 1, START + 500]);
  });

  it('seek_showsTheStateAtThatMoment', () => {
    const playback = playbackOf([toolStart(1, 'a'), toolEnd(400, 'a'), event(500)]);
    playback.seek(START + 200);
    const call = playback.store.value.account.calls.all()[0];
    expect(call?.status).toBe('running');
    expect(playback.store.value.clock.value).toBe(START + 200);
    playback.seek(START + 400);
    expect(playback.store.value.account.calls.all()[0]?.status).toBe('ok');
  });

  it('advance_goesAsFastAsAsked_andStopsAtTheEnd', () => {
    const playback = playbackOf([event(1), event(601)]);
    playback.speed.value = 10;
    playback.play();
    playback.advance(30);
    expect(playback.moment.value).toBe(START + 301);
    playback.advance(1_000);
    expect([playback.moment.value, playback.playing.value]).toEqual([START + 601, false]);
    expect(playback.store.value.log.counts.held).toBe(2);
  });

  it('advanceWhilePaused_doesNothing', () => {
    const playback = playbackOf([event(1), event(601)]);
    playback.seek(START + 100);
    playback.advance(1_000);
    expect(playback.moment.value).toBe(START + 100);
  });

  it('eventsOutOfTime_neverGoBack', () => {
    const late = event(3, { timestamp: new Date(START).toISOString() });
    const playback = playbackOf([event(1), event(2), late, event(9)]);
    playback.seek(START + 2);
    expect(playback.store.value.log.counts.held).toBe(3);
  });
});
