/** Which words of a changed line are the change. */

import { diffWordsWithSpace } from 'diff';

export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

export interface WordChange {
  readonly removed: readonly Piece[];
  readonly added: readonly Piece[];
}

const LONGEST_LINE = 1_000;
const MOST_EDITS = 200;
/** Lines that share less than this are other lines, and marks in them would only be noise. */
const LEAST_SHARED = 0.3;

/** Null when the lines are too long or too different for marks to help. */
export function wordChange(before: string, after: string): WordChange | null {
  if (before.length > LONGEST_LINE || after.length > LONGEST_LINE) return null;
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  if (parts === undefined) return null;
  const removed: Piece[] = [];
  const added: Piece[] = [];
  let shared = 0;
  for (const { value, added: isAdded, removed: isRemoved } of parts) {
    if (!isAdded) removed.push({ text: value, changed: isRemoved });
    if (!isRemoved) added.push({ text: value, changed: isAdded });
    if (!isAdded && !isRemoved) shared += value.trim().length;
  }
  const length = Math.max(before.trim().length, after.trim().length);
  return shared < LEAST_SHARED * length ? null : { removed, added };
}
