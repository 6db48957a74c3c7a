import { describe, expect, it } from 'vitest';
import { age, duration, localTime, midnight } from './time';

describe('time', () => {
  it.each([
    [0, '0 ms'],
    [18, '18 ms'],
    [999, '999 ms'],
    [1_240, '1.24 s'],
    [59_940, '59.9 s'],
    [999.6, '1.00 s'],
    [9_996, '10.0 s'],
    [59_960, '1 m 00 s'],
    [119_700, '2 m 00 s'],
    [3_599_600, '1 h 00 m'],
    [125_000, '2 m 05 s'],
    [3_780_000, '1 h 03 m'],
  ])('duration_%d', (millis, text) => expect(duration(millis)).toBe(text));

  it.each([
    [-5_000, 'now'],
    [12_000, '12 s'],
    [125_000, '2 min'],
    [90_000_000, '1 d'],
  ])('age_%d', (millis, text) => expect(age(millis)).toBe(text));

  it('localTime_today_hasNoDate', () => {
    const at = new Date(2026, 10, 22, 9, 5, 7, 40).getTime();
    expect(localTime(at, at, '')).toBe('09:05:07.040');
  });

  it('localTime_anotherDay_hasOne', () => {
    const at = new Date(2026, 10, 22, 9, 5, 7, 40).getTime();
    expect(localTime(at, at + 86_400_000, '')).toBe('11-22 09:05:07');
  });

  it('midnight_isTheSameAllDay', () => {
    const morning = new Date(2026, 10, 22, 0, 0, 0, 0).getTime();
    expect(midnight(morning)).toBe(morning);
    expect(midnight(morning + 86_399_999)).toBe(morning);
    expect(midnight(morning - 1)).toBe(new Date(2026, 10, 21).getTime());
  });

  it('localTime_noTime_isTheTextThatCame', () => expect(localTime(NaN, 0, 'soon')).toBe('soon'));
});
