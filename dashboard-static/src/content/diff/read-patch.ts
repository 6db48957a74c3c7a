/** Patches from where they come from: Claude Code's `structuredPatch`, two texts, git. */

import { structuredPatch } from 'diff';
import { isObject, numberAt, type Json } from '../../event/json';
import { hunkOf, NO_CHANGE, patchOf, type Hunk, type Patch } from './patch';

const CONTEXT = 3;
/** Texts that differ in more lines than this are one removed and one added text. */
const MOST_EDITS = 2_000;
const MOST_MILLIS = 150;

/** Null when `value` is no list of hunks, or an empty one: Claude Code leaves it empty for new files and large ones. */
export function patchFromHunks(value: unknown): Patch | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const hunks: Hunk[] = [];
  const notes: string[] = [];
  for (const entry of value as Json[]) {
    if (!isObject(entry) || !Array.isArray(entry.lines)) return null;
    const marked = entry.lines.filter((line) => typeof line === 'string');
    const read = hunkOf(numberAt(entry, 'oldStart') ?? 1, numberAt(entry, 'newStart') ?? 1, marked);
    hunks.push(read.hunk);
    notes.push(...read.notes);
  }
  return patchOf(hunks, notes);
}

/** The change from one text to the other. */
export function patchFromTexts(before: string, after: string): Patch {
  if (before === after) return NO_CHANGE;
  if (before === '') return wholeText('+', after);
  if (after === '') return wholeText('-', before);
  const found = structuredPatch('', '', before, after, undefined, undefined, {
    context: CONTEXT,
    maxEditLength: MOST_EDITS,
    timeout: MOST_MILLIS,
  });
  return found === undefined ? replaced(before, after) : (patchFromHunks(found.hunks) ?? NO_CHANGE);
}

/**
 * The change between two texts of which only the beginnings were kept. Where one of them ends the other goes on, so what seems to be
 * changed last need not be.
 */
export function patchFromHeads(before: string, after: string): Patch {
  const { hunks, notes } = patchFromTexts(before, after);
  const trimmed = hunks.map((hunk, i) => (i === hunks.length - 1 ? untilLastSame(hunk) : hunk));
  return { hunks: trimmed, notes, added: null, removed: null };
}

function untilLastSame({ heading, lines }: Hunk): Hunk {
  const end = lines.findLastIndex(({ kind }) => kind === 'same') + 1;
  return { heading, lines: end === 0 ? lines : lines.slice(0, end) };
}

function wholeText(sign: '+' | '-', text: string): Patch {
  return patchOf(
    [
      hunkOf(
        1,
        1,
        linesOf(text).map((line) => sign + line),
      ).hunk,
    ],
    [],
  );
}

function replaced(before: string, after: string): Patch {
  const removed = linesOf(before).map((line) => `-${line}`);
  const added = linesOf(after).map((line) => `+${line}`);
  return patchOf([hunkOf(1, 1, [...removed, ...added]).hunk], ['Too different to compare line by line']);
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const HUNK_HEAD = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?(.*)$/;
const GIT_NOTE =
  /^(Binary files .* differ|GIT binary patch|(?:old|new) mode .*|(?:new|deleted) file mode .*|rename (?:from|to) .*|similarity index .*)$/;

/** What git prints for one file, whole or cut short anywhere. Text before the first `@@`, as `git show` has it, is left out. */
export function patchFromGit(text: string): Patch {
  const stretches: { before: number; after: number; heading: string; lines: string[] }[] = [];
  const notes: string[] = [];
  let inHunk = false;
  for (const line of linesOf(text)) {
    const head = HUNK_HEAD.exec(line);
    if (head !== null) {
      stretches.push({ before: Number(head[1]), after: Number(head[2]), heading: head[3] ?? '', lines: [] });
      inHunk = true;
    } else if (line.startsWith('diff --git ')) inHunk = false;
    else if (inHunk) stretches.at(-1)?.lines.push(line);
    else if (GIT_NOTE.test(line)) notes.push(line);
  }
  const read = stretches.map(({ before, after, lines, heading }) => hunkOf(before, after, lines, heading));
  return patchOf(
    read.map(({ hunk }) => hunk),
    [...notes, ...read.flatMap((part) => part.notes)],
  );
}
