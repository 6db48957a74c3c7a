import { describe, expect, it } from 'vitest';
import { Rate } from './rate';

const NOON = Date.UTC(2026, 10, 22, 12);

/** Five events in each of so many seconds. */
function fiveASecond(rate: Rate, from: number, seconds: number): number {
  for (let s = 0; s < seconds; s++) rate.add(5, from + 1_000 * s);
  return from + 1_000 * seconds;
}

describe('Rate', () => {
  it('history_isOfTheLastMinute', () => {
    const rate = new Rate();
    const now = fiveASecond(rate, NOON, 80);
    expect(rate.perSecond(now)).toBe(5);
    expect(rate.history(now)).toEqual(Array.from({ length: 59 }, () => 5));
    expect(rate.perSecond(now + 60_000)).toBe(0);
  });

  it('clockSetBack_countsFromThereOn', () => {
    const rate = new Rate();
    fiveASecond(rate, NOON, 10);
    expect(rate.perSecond(NOON - 3_600_000)).toBe(0);
    const now = fiveASecond(rate, NOON - 3_600_000, 4);
    expect(rate.perSecond(now)).toBe(5);
    expect(rate.history(now).filter((n) => n > 0)).toHaveLength(4);
  });

  it('askedAMomentLate_losesNothing', () => {
    const rate = new Rate();
    const now = fiveASecond(rate, NOON, 10);
    rate.add(1, now);
    expect(rate.perSecond(now - 1)).toBe(5);
    expect(rate.perSecond(now + 1_000, 1)).toBe(1);
  });
});
