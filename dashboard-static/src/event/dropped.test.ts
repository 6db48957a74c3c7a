import { describe, expect, it } from 'vitest';
import { event } from '../../test/events';
import { droppedText, EVENTS_DROPPED } from './dropped';
import { kindOf } from './kind';
import { summaryOf } from './summary';

const dropped = (data: Record<string, string | number>) => event(1, { type: EVENTS_DROPPED, data });

describe('droppedText', () => {
  it('count_reasonAndSpan', () => {
    const from = new Date(2026, 10, 22, 13, 2).toISOString();
    const to = new Date(2026, 10, 22, 13, 40).toISOString();
    const text = droppedText(dropped({ count: 1412, reason: 'too many bytes', from, to }));
    expect(text).toBe('1,412 events were dropped (too many bytes), 13:02–13:40');
  });

  it('one_withoutTimes', () => {
    expect(summaryOf(dropped({ count: 1 }))).toBe('1 event was dropped');
  });

  it('standsOut', () => {
    expect(kindOf(dropped({ count: 1 }))).toBe('failure');
  });

  it('anyOtherEvent_isNone', () => {
    expect(droppedText(event(1))).toBeNull();
    expect(droppedText(dropped({ count: 'many' }))).toBeNull();
  });
});
