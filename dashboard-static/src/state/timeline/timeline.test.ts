import { describe, expect, it, vi } from 'vitest';
import { event, toolEnd, toolStart } from '../../../test/events';
import { EventLog } from '../event-log';
import type { Timeline } from './lanes';
import { ticks, zoomed } from './span';
import { TimelineFold } from './timeline-fold';
import { MOST_TRACKS, packed, shapes, Track } from './track';

const bar = (from: number, to: number, loud = false) => ({ from, to, loud });

function lineOf(...events: ReturnType<typeof event>[]) {
  const log = new EventLog();
  log.add(events);
  return new TimelineFold(log).catchUp(Date.UTC(2026, 10, 22, 23, 0, 1)).shown(new Set());
}

const START = Date.UTC(2026, 10, 22, 23, 0, 0);

/** What is in the lanes, wherever in them it lies. */
function contentsOf({ lanes, bars }: Timeline) {
  return {
    bars,
    lanes: lanes.map(({ key, tracks, marks }) => ({
      key,
      bars: tracks
        .flatMap((track) => track.bars)
        .map(({ call, from, to, loud }) => `${from} ${to} ${call.key} ${loud}`)
        .sort(),
      marks: marks.bars.map(({ kind, from, to }) => `${from} ${to} ${kind}`),
    })),
  };
}

function overlaps({ lanes }: Timeline): string[] {
  return lanes.flatMap(({ tracks }) =>
    tracks
      .slice(0, MOST_TRACKS - 1)
      .flatMap(({ bars }) =>
        bars.filter((bar, i) => bar.from < (bars[i - 1]?.to ?? -Infinity)).map(({ call }) => call.key),
      ),
  );
}

describe('a timeline', () => {
  it('parallelCalls_lieInTracksOfTheirOwn', () => {
    const line = lineOf(toolStart(1, 'a'), toolStart(2, 'b'), toolEnd(30, 'a'), toolEnd(40, 'b'));
    expect(line.lanes[0]?.tracks.map(({ bars }) => bars.map(({ call }) => call.callId))).toEqual([
      ['a'],
      ['b'],
    ]);
    expect(line.bars).toBe(2);
  });

  it('runningCall_endsNow', () => {
    const bar = lineOf(toolStart(1, 'a')).lanes[0]?.tracks[0]?.bars[0];
    expect(bar?.to).toBe(Date.UTC(2026, 10, 22, 23, 0, 1));
  });

  it('promptAndIdleNotification_areMarks', () => {
    const idle = { type: 'hook.notification', data: { notification_type: 'idle_prompt' } };
    const marks = lineOf(event(1), event(2, idle)).lanes[0]?.marks.bars;
    expect(marks?.map(({ kind, eventId }) => [kind, eventId])).toEqual([
      ['prompt', 'event-1'],
      ['wait', 'event-2'],
    ]);
  });

  it('questionThatNobodyAnswered_endsWithItsCall', () => {
    const asked = { call_id: 'a', answer: 'asked', asked_at: new Date(START + 2).toISOString() };
    const question = event(2, { type: 'hook.notification', permission: asked, data: {} });
    const marksOf = (...more: ReturnType<typeof event>[]) =>
      lineOf(toolStart(1, 'a'), question, ...more)
        .lanes[0]?.marks.bars.filter(({ call }) => call !== null)
        .map(({ to, text }) => [to - START, text]);

    expect(marksOf()).toEqual([[1000, 'Bash: waits for permission']]);
    const closes = [{ call_id: 'a', status: 'interrupted', reason: 'the next prompt came' }];
    expect(marksOf(event(30, { closes }))).toEqual([[30, 'Bash: permission unanswered']]);
  });

  it('sessionNotChosen_hasNoLane', () => {
    const log = new EventLog();
    log.add([toolStart(1, 'a')]);
    expect(new TimelineFold(log).catchUp(0).shown(new Set(['another'])).lanes).toEqual([]);
  });

  it('keptUpWhileRowsComeAndGo_isTheSameAsReadAtOnce', () => {
    const log = new EventLog({ items: 60, weight: Infinity });
    const fold = new TimelineFold(log);
    for (let step = 0; step < 100; step++) {
      const seq = step * 10;
      // The second call of each step ends late, some are told in the wrong order, and some never end.
      log.add([toolStart(seq + 2, `a${step}`), toolStart(seq + 1, `b${step}`), event(seq + 3)]);
      fold.catchUp(START + seq + 4);
      if (step % 7 > 0) log.add([toolEnd(seq + 5, `a${step}`, step % 5 === 0 ? 'failed' : 'ok')]);
      if (step > 3) log.add([toolEnd(seq + 6, `b${step - 3}`)]);
      const now = START + seq + 8;
      const kept = fold.catchUp(now).shown(new Set());
      expect(contentsOf(kept)).toEqual(contentsOf(new TimelineFold(log).catchUp(now).shown(new Set())));
      expect(overlaps(kept)).toEqual([]);
    }
    log.clear();
    expect(fold.catchUp(START).shown(new Set())).toMatchObject({ lanes: [], bars: 0 });
  });
});

describe('a track', () => {
  it('within_findsLongBarsThatBeganEarly', () => {
    const track = new Track<ReturnType<typeof bar>>();
    track.push(bar(0, 1_000));
    for (let i = 1; i < 100; i++) track.push(bar(i, i + 1));
    expect(track.within({ from: 500, to: 600 })).toEqual({ first: 0, end: 100 });
    expect(track.within({ from: 2_000, to: 3_000 }).first).toBe(100);
  });

  it('packed_neverMakesMoreThanTheMost', () => {
    const tracks = packed(Array.from({ length: 50 }, (_, i) => bar(i, 1_000)));
    expect(tracks).toHaveLength(MOST_TRACKS);
    expect(tracks.reduce((sum, { bars }) => sum + bars.length, 0)).toBe(50);
  });

  it('shapes_areBoundedByPixelsAndLoseNoFailure', () => {
    const [track] = packed(Array.from({ length: 10_000 }, (_, i) => bar(i, i + 1, i === 5_000)));
    if (track === undefined) throw new Error('no track');
    const drawn = shapes(track, { from: 0, to: 10_000 }, 500);
    expect(drawn.length).toBeLessThanOrEqual(250);
    expect(drawn.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
    expect(drawn.some(({ bar }) => bar.loud)).toBe(true);
  });
});

describe('a stretch', () => {
  it('zoomed_keepsThePointInItsPlace', () => {
    expect(zoomed({ from: 0, to: 1_000 }, 0.5, 250)).toEqual({ from: 125, to: 625 });
  });

  it('ticks_areRoundByTheLocalClock', () => {
    // As in India: five and a half hours before Greenwich.
    vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(-330);
    const hour = 3_600_000;
    expect(ticks({ from: 0, to: 3 * hour }, 3).at).toEqual([0.5 * hour, 1.5 * hour, 2.5 * hour]);
    vi.restoreAllMocks();
  });

  it('ticks_areRoundAndFew', () => {
    expect(ticks({ from: 3, to: 10_003 }, 10)).toEqual({
      step: 1_000,
      at: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((s) => s * 1_000),
    });
  });
});
