import { expect, it } from 'vitest';
import { tickText } from './paint';

it.each([
  [20, 10, '09:05:07.040'],
  [20, 5_000, '09:05:07'],
  [21, 5_000, '11-20 09:05:07'],
])('tickText_onDay%d_stepOf%d', (day, step, text) => {
  const at = new Date(2026, 10, 20, 9, 5, 7, 40).getTime();
  expect(tickText(at, new Date(2026, 10, day).getTime(), step)).toBe(text);
});
