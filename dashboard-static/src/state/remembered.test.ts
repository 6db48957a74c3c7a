import { expect, it } from 'vitest';
import { remembered } from './remembered';

it('remembered_looksAgainOnlyAtWhatHasChanged', () => {
  const looked: string[] = [];
  const isLong = remembered(({ text }: { text: string; revision: number }) => {
    looked.push(text);
    return text.length > 3;
  });
  const record = { text: 'one', revision: 1 };
  expect([isLong(record), isLong(record)]).toEqual([false, false]);
  record.text = 'two and three';
  record.revision++;
  expect([isLong(record), isLong(record)]).toEqual([true, true]);
  expect(looked).toEqual(['one', 'two and three']);
});
