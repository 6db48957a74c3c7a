import { describe, expect, it } from 'vitest';
import { event, events, toolEnd, toolStart } from '../../test/events';
import type { Gap } from '../event/wire';
import { EventLog } from './event-log';

const gap = (more: Partial<Gap>): Gap => ({
  stream: 's',
  from: 1,
  to: 10,
  count: 10,
  reason: 'forgotten',
  ...more,
});

describe('EventLog', () => {
  it('add_sameIdTwice_foldsIntoOne', () => {
    const log = new EventLog();
    log.add(events(1, 3));
    log.add(events(2, 5));
    expect(log.end - log.first).toBe(5);
    expect(log.counts).toMatchObject({ received: 7, held: 5, duplicates: 2, forgotten: 0 });
    expect(log.account.sessions.get('cbca1fbd-0000')?.counts.events).toBe(5);
  });

  it('add_overTheBound_receivedIsHeldPlusDuplicatesPlusForgotten', () => {
    const log = new EventLog({ items: 3, weight: 1e9 });
    log.add(events(1, 10));
    log.add(events(10, 11));
    const { received, held, duplicates, forgotten } = log.counts;
    expect({ received, held, duplicates, forgotten }).toEqual({
      received: 12,
      held: 3,
      duplicates: 1,
      forgotten: 8,
    });
    expect(received).toBe(held + duplicates + forgotten);
    expect(log.account.sessions.get('cbca1fbd-0000')?.counts.events).toBe(3);
  });

  it('clear_afterSomeWereForgotten_countsOnlyWhatWasHeld', () => {
    const log = new EventLog({ items: 3, weight: 1e9 });
    log.add(events(1, 5));
    log.clear();
    log.add(events(6, 9));
    expect(log.counts).toMatchObject({ received: 9, held: 3, forgotten: 3, cleared: 3 });
  });

  it('add_lastEventOfASessionForgotten_sessionGoesToo', () => {
    const log = new EventLog({ items: 1, weight: 1e9 });
    log.add([event(1, { session_id: 'old' }), event(2, { session_id: 'new' })]);
    expect(log.account.sessions.newestFirst().map(({ id }) => id)).toEqual(['new']);
  });

  it('clear_letsAllGoAndKeepsItsPlaceInTheStream', () => {
    const log = new EventLog();
    log.enter('a');
    log.add(events(1, 4));
    log.clear();
    expect(log.counts).toMatchObject({ received: 4, held: 0, forgotten: 0, cleared: 4 });
    expect(log.position).toEqual({ stream: 'a', seq: 4 });
    expect(log.account.sessions.size).toBe(0);
    log.add([event(5)]);
    expect([...log.held()].map((row) => row.kind === 'event' && row.event.seq)).toEqual([5]);
  });

  it('clear_takesTheGapsAlong', () => {
    const log = new EventLog();
    log.add([event(1)]);
    log.addGap(gap({}));
    log.forget('nobody');
    expect(log.counts.gaps).toBe(1);
    log.clear();
    expect(log.counts.gaps).toBe(0);
  });

  it('forget_session_leavesTheOthersAsTheyWere', () => {
    const log = new EventLog();
    log.add([event(1, { session_id: 'a' }), event(2, { session_id: 'b' })]);
    log.addGap(gap({}));
    log.add([event(20, { session_id: 'a' }), event(21, { session_id: 'b' })]);
    log.forget('a');
    expect([...log.held()].map((row) => (row.kind === 'gap' ? 'gap' : row.event.seq))).toEqual([
      2,
      'gap',
      21,
    ]);
    const { received, held, duplicates, forgotten, cleared } = log.counts;
    expect([received, held, duplicates, forgotten, cleared]).toEqual([4, 2, 0, 0, 2]);
    expect(log.account.sessions.newestFirst().map(({ id }) => id)).toEqual(['b']);
    log.add([event(2, { session_id: 'b' })]);
    expect(log.counts).toMatchObject({ duplicates: 1, held: 2 });
  });

  it('position_afterEvents_isTheHighestNumberOfTheStream', () => {
    const log = new EventLog();
    log.enter('a');
    log.add([event(7), event(5)]);
    expect(log.position).toEqual({ stream: 'a', seq: 7 });
    log.enter('a');
    expect(log.position.seq).toBe(7);
  });

  it('enter_newStream_startsCountingAnewAndKeepsFoldingById', () => {
    const log = new EventLog();
    log.enter('a');
    log.add(events(100, 102));
    log.enter('b');
    expect(log.position).toEqual({ stream: 'b', seq: 0 });
    log.add([event(1, { id: 'event-102' }), event(2)]);
    expect(log.counts).toMatchObject({ held: 4, duplicates: 1 });
    expect(log.position.seq).toBe(2);
  });

  it('addGap_told_standsBetweenTheEvents', () => {
    const log = new EventLog();
    log.add(events(1, 2));
    log.addGap(gap({ from: 3, to: 9, count: 7 }));
    log.add([event(10)]);
    expect([0, 1, 2, 3].map((n) => log.at(n)?.kind)).toEqual(['event', 'event', 'gap', 'event']);
    expect(log.counts.gaps).toBe(1);
  });

  it('addGap_toldAgainAfterAReconnect_isOneGap', () => {
    const log = new EventLog();
    log.addGap(gap({ to: 10, count: 10 }));
    log.addGap(gap({ to: 12, count: 12 }));
    expect(log.end).toBe(1);
    expect(log.at(0)).toMatchObject({ kind: 'gap', gap: { to: 12, count: 12 } });
  });

  it('add_eventInsideTheLastGap_gapEndsBeforeIt', () => {
    const log = new EventLog();
    log.enter('s');
    log.addGap(gap({ from: 1, to: 10, count: 10 }));
    log.add([event(6)]);
    expect(log.at(0)).toMatchObject({ kind: 'gap', gap: { from: 1, to: 5, count: 5 } });
  });

  it('calls_parallelCallsOfOneTool_eachHasItsOwnEnd', () => {
    const log = new EventLog();
    log.add([toolStart(1, 'x'), toolStart(2, 'y'), toolEnd(3, 'y')]);
    const status = (n: number) => {
      const row = log.at(n);
      return row?.kind === 'event' ? log.account.calls.statusOf(row) : undefined;
    };
    expect([status(0), status(1), status(2)]).toEqual(['running', 'started', 'ok']);
  });

  it('calls_endBeforeStart_isNotRunning', () => {
    const log = new EventLog();
    log.add([toolEnd(1, 'x'), toolStart(2, 'x')]);
    const row = log.at(1);
    expect(row?.kind === 'event' && log.account.calls.statusOf(row)).toBe('started');
  });

  it('calls_sessionEnds_nothingOfItRuns', () => {
    const log = new EventLog();
    log.add([toolStart(1, 'x'), event(2, { type: 'session.end' })]);
    const row = log.at(0);
    expect(row?.kind === 'event' && log.account.calls.statusOf(row)).toBe('interrupted');
  });
});
