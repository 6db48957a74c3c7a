import { expect, it } from 'vitest';
import { bytes } from './bytes';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_234, '1.2 kB'],
  [35_800, '36 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [12_345_678, '12 MB'],
])('bytes_%d', (size, text) => expect(bytes(size)).toBe(text));
