import { describe, expect, it } from 'vitest';
import { event } from '../../test/events';
import { droppedText, EVENTS_DROPPED } from './dropped';
import { kindOf } from './kind';
import { summaryOf } from './summary';

const session = 'cbca1fbd-3a51-4f3e-9d6a-0d3c1b7a2f10';
const dropped = (data: Record<string, string | number>, sessionId: string | null = session) =>
  event(1, { type: EVENTS_DROPPED, data, session_id: sessionId });
const at = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute).toISOString();

describe('droppedText', () => {
  it('count_sessionSpanAndReason', () => {
    const text = droppedText(
      dropped({ count: 1412, reason: 'bytes', from: at(22, 13, 2), to: at(22, 13, 40) }),
    );
    expect(text).toBe(
      '1,412 events of session cbca1fbd, 13:02–13:40, were dropped while no daemon took them: too many bytes waited',
    );
  });

  it('overDays_saysWhich', () => {
    const text = droppedText(
      dropped({ count: 2, reason: 'age', from: at(22, 13, 2), to: at(24, 9, 0) }, null),
    );
    expect(text).toBe(
      '2 events, Nov 22 13:02–Nov 24 09:00, were dropped while no daemon took them: they had waited too long',
    );
  });

  it('afterMidnight_isTheHourZero', () => {
    const [from, to] = [at(22, 0, 5), at(22, 0, 7)];
    expect(droppedText(dropped({ count: 2, from, to }))).toContain(', 00:05–00:07, were dropped');
  });

  it('one_withoutTimes', () => {
    expect(droppedText(dropped({ count: 1 }))).toBe('1 event of session cbca1fbd was dropped');
  });

  it('oneMoment_andReasons', () => {
    const moment = { count: 1, from: at(22, 13, 2), to: at(22, 13, 2) };
    expect(droppedText(dropped({ ...moment, reason: 'vanished' }))).toBe(
      '1 event of session cbca1fbd, 13:02, was dropped: somebody took their files away',
    );
    expect(droppedText(dropped({ ...moment, reason: 'files' }))).toContain('too many waited');
    expect(droppedText(dropped({ ...moment, reason: 'tomorrow' }))).toMatch(/dropped: tomorrow$/);
  });

  it('inARow_isTheSummary', () => {
    expect(summaryOf(dropped({ count: 1 }))).toBe('1 event of session cbca1fbd was dropped');
  });

  it('standsOut', () => {
    expect(kindOf(dropped({ count: 1 }))).toBe('failure');
  });

  it('anyOtherEvent_isNone', () => {
    expect(droppedText(event(1))).toBeNull();
    expect(droppedText(dropped({ count: 'many' }))).toBeNull();
  });
});
