import { expect, it } from 'vitest';
import { tokens } from './tokens';

it.each([
  [0, '0'],
  [950, '950'],
  [6_650, '6.7k'],
  [2_000, '2k'],
  [128_400, '128k'],
  [999_600, '1M'],
  [1_240_000, '1.2M'],
])('tokens_%d', (value, text) => expect(tokens(value)).toBe(text));
