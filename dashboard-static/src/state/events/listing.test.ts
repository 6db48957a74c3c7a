import { describe, expect, it } from 'vitest';
import { event, events, toolEnd, toolStart } from '../../../test/events';
import type { MonitorEvent } from '../../event/wire';
import { EventLog } from '../event-log';
import { NO_FILTER, passes, type Filter } from './filter';
import { Listing } from './listing';
import { narrows, parseQuery } from '../query';

const filterOf = (text: string): Filter => ({ ...NO_FILTER, query: parseQuery(text) });

function listed(listing: Listing): number[] {
  return Array.from({ length: listing.length }, (_, i) => listing.at(i) ?? -1);
}

/** What the listing must come to: every row looked at by itself. */
function passing(log: EventLog, filter: Filter): number[] {
  return [...log.held()].filter((row) => passes(row, filter, log.account)).map(({ n }) => n);
}

/** Has time for so many questions whether there is any. */
function timeFor(questions: number): () => boolean {
  let left = questions;
  return () => left-- > 0;
}

const ALL_DAY = () => true;

describe('Listing', () => {
  it('look_withoutTime_findsTheNewestFirst', () => {
    const log = new EventLog();
    log.add(events(0, 999));
    const listing = new Listing(log, filterOf('prompt')).catchUp(timeFor(0));
    expect(listing.isDone).toBe(false);
    expect(listing.length).toBeLessThan(100);
    expect(listing.at(listing.length - 1)).toBe(999);
    const { length, removed } = listing;
    listing.lookOn(timeFor(1));
    expect(listing.length).toBe(length);
    listing.catchUp(ALL_DAY);
    expect(listed(listing)).toEqual(passing(log, listing.filter));
    expect(listing.removed - removed).toBe(length - listing.length);
  });

  it('look_whileRowsComeAndGoAndCallsEnd_endsWithWhatPasses', () => {
    for (const text of ['status:running', 'status:started', 'status:failed', 'ls -prompt', 'prompt']) {
      const log = new EventLog({ items: 300, weight: 1e9 });
      const listing = new Listing(log, filterOf(text));
      for (let i = 0; i < 2_000; i += 4) {
        log.add([event(i), toolStart(i + 1, `call-${i}`), event(i + 2)]);
        const ended = ((i * 7_919) % Math.max(4, i)) & ~3;
        log.add([toolEnd(i + 3, `call-${ended}`, i % 12 === 0 ? 'failed' : 'ok')]);
        if (i % 44 === 0) listing.catchUp(timeFor(i % 3));
      }
      listing.catchUp(ALL_DAY);
      expect(listed(listing), text).toEqual(passing(log, listing.filter));
    }
  });

  it('catchUp_afterMoreEndsThanAreRemembered_isStillRight', () => {
    const log = new EventLog();
    const listing = new Listing(log, filterOf('status:running')).catchUp(ALL_DAY);
    for (let i = 0; i < 9_000; i++) log.add([toolStart(2 * i, `call-${i}`)]);
    listing.catchUp(ALL_DAY);
    for (let i = 0; i < 9_000; i++) if (i % 9 > 0) log.add([toolEnd(2 * i + 1, `call-${i}`)]);
    listing.catchUp(ALL_DAY);
    expect(listing.length).toBe(1_000);
  });

  it('catchUp_afterACallWasClosed_andAfterItsOwnEnd_looksAtItsStartAgain', () => {
    const log = new EventLog();
    const listing = new Listing(log, filterOf('status:interrupted'));
    const after = (event: MonitorEvent) => {
      log.add([event]);
      return listed(listing.catchUp(ALL_DAY));
    };
    expect(after(toolStart(0, 'x'))).toEqual([]);
    expect(after(event(1, { closes: [{ call_id: 'x', status: 'interrupted' }] }))).toEqual([0]);
    expect(after(toolEnd(2, 'x'))).toEqual([]);
  });

  it('narrowerFilter_looksOnlyAtWhatWasListed', () => {
    const log = new EventLog();
    log.add(events(1, 2_000));
    const wide = new Listing(log, filterOf('prompt 1')).catchUp(ALL_DAY);
    log.add(events(2_001, 2_010));
    let looks = 0;
    const narrow = new Listing(log, filterOf('prompt 19'), wide);
    while (!narrow.isDone) narrow.catchUp(() => looks++ < 0);
    expect(listed(narrow)).toEqual(passing(log, narrow.filter));
    expect(64 * looks).toBeLessThan(wide.length + 64);
  });
});

describe('Listing, of a log that goes back', () => {
  /** Of the first `count` events, in a log that remembers the last `items`. */
  function logOf(count: number, items = 1_000): EventLog {
    const log = new EventLog({ items, weight: 1e9 });
    for (let i = 0; i < count; i++) {
      log.add([
        i % 3 === 0 ? toolStart(i, `call-${i}`) : i % 3 === 1 ? toolEnd(i, `call-${i - 1}`) : event(i),
      ]);
    }
    return log;
  }

  it.each(['', 'prompt', 'tool:Bash', 'status:running', 'status:started -prompt'])(
    'backTo_whateverWasLookedAt_isWhatPasses: %s',
    (text) => {
      for (const [looks, back, on] of [
        [0, 300, 400],
        [3, 100, 100],
        [9, 499, 600],
        [9, 1, 500],
      ] as const) {
        const filter = filterOf(text);
        const wide = new Listing(logOf(400), filterOf('')).catchUp(ALL_DAY);
        const listing = new Listing(logOf(500), filter).catchUp(timeFor(looks));
        listing.lookOn(timeFor(1));
        const before = logOf(back);
        const there = listing.backTo(before).catchUp(ALL_DAY);
        expect(listed(there)).toEqual(passing(before, filter));
        expect(listed(there.backTo(logOf(on)).catchUp(ALL_DAY))).toEqual(passing(logOf(on), filter));
        const less = logOf(Math.min(back, 400));
        const narrow = new Listing(less, filter, wide.backTo(less)).catchUp(ALL_DAY);
        expect(listed(narrow)).toEqual(passing(less, filter));
      }
    },
  );

  it('backTo_earlierRowsOnly_staysTheSameList', () => {
    const listing = new Listing(logOf(500), filterOf('prompt')).catchUp(ALL_DAY);
    const { removed } = listing;
    expect(listing.backTo(logOf(200)).catchUp(ALL_DAY)).toBe(listing);
    expect(listing.removed).toBe(removed);
  });

  it('backTo_rowsThatTheLogHadLetGo_areListedAgain', () => {
    const before = logOf(120, 100);
    const listing = new Listing(logOf(500, 100), filterOf('prompt')).catchUp(ALL_DAY).backTo(before);
    expect(listed(listing.catchUp(ALL_DAY))).toEqual(passing(before, listing.filter));
  });
});

describe('narrows', () => {
  it.each([
    ['foo', 'fo', true],
    ['foo bar', 'foo', true],
    ['"foo bar"', 'foo', true],
    ['Foo', 'fOO', true],
    ['-fo', '-foo', true],
    ['-foo', '-fo', false],
    ['fo', 'foo', false],
    ['bar', 'foo', false],
    ['-foo', 'foo', false],
    ['tool:Bash x', 'tool:Bash', true],
    ['tool:Bash,Read', 'tool:Bash', false],
    ['x', 'tool:Bash', false],
    ['x', '', true],
  ])('%s_after_%s_is_%s', (query, before, is) => {
    expect(narrows(parseQuery(query), parseQuery(before))).toBe(is);
  });
});
