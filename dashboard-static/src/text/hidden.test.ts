import { describe, expect, it } from 'vitest';
import { codePointName, splitAtHidden } from './hidden';

describe('splitAtHidden', () => {
  it.each([
    ['nothing hidden', 'a b', ['a b']],
    ['a turned direction', 'a\u202eb', ['a', '\u202e', 'b']],
    ['one at each end', '\ufeffa\u200b', ['', '\ufeff', 'a', '\u200b', '']],
    ['a family', '👨\u200d👩', ['👨\u200d👩']],
  ])('%s', (_, text, parts) => expect(splitAtHidden(text)).toEqual(parts));

  it('codePointName_isPadded', () => expect(codePointName('\u061c')).toBe('U+061C'));
});
