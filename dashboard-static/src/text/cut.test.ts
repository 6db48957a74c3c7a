import { describe, expect, it } from 'vitest';
import { cutOf } from './cut';

describe('cutOf', () => {
  it('cutText_isTakenFromItsMark', () => {
    expect(cutOf('head\nta…[truncated, 65488 of 171779 characters]')).toEqual({
      text: 'head\nta',
      note: 'Only the first 65,488 of 171,779 characters were kept',
    });
  });

  it('olderMark_countsWhatIsMissing', () => {
    expect(cutOf('head…[truncated, 1200 bytes]')).toEqual({
      text: 'head',
      note: 'Another 1,200 bytes were not kept',
    });
  });

  it.each(['', 'whole', '…[truncated, 1 of 2 characters] is a mark', '…[truncated, many bytes]'])(
    'noMarkAtTheEnd_isWhole: %s',
    (text) => expect(cutOf(text)).toEqual({ text, note: null }),
  );
});
