import { describe, expect, it } from 'vitest';
import { dollars, percent } from './usage';

describe('dollars', () => {
  it.each([
    [0, '$0.000'],
    [0.0004, '<$0.001'],
    [0.0123, '$0.012'],
    [0.176, '$0.18'],
    [12.3, '$12.30'],
  ])('%s_reads_%s', (usd, text) => expect(dollars(usd)).toBe(text));
});

describe('percent', () => {
  it('isWhole', () => expect(percent(0.0667)).toBe('7 %'));
});
