/** Long texts are cut before they are kept, and say so at their ends. */

import { count } from './count';

export interface Kept {
  /** What was kept, without the words at its end. */
  readonly text: string;
  /** What is missing, as a sentence without its full stop; null when nothing is. */
  readonly note: string | null;
}

const LONGEST_MARK = 80;
/** In older recordings the bytes are counted that are missing. */
const MARK = /…\[truncated, (?:(\d{1,15}) of (\d{1,15}) characters|(\d{1,15}) bytes)\]$/;

export function cutOf(text: string): Kept {
  const mark = MARK.exec(text.slice(-LONGEST_MARK));
  if (mark === null) return { text, note: null };
  const [all, kept, total, missing] = mark;
  return {
    text: text.slice(0, -all.length),
    note:
      missing === undefined
        ? `Only the first ${number(kept)} of ${number(total)} characters were kept`
        : `Another ${number(missing)} bytes were not kept`,
  };
}

function number(digits: string | undefined): string {
  return count(Number(digits));
}
