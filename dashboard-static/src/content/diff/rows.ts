/** A hunk as rows of two sides: what was removed stands left of what came in its place. */

import type { Hunk, PatchLine } from './patch';
import { wordChange, type Piece } from './words';

export interface ShownLine {
  readonly line: PatchLine;
  readonly pieces: readonly Piece[];
}

export interface Row {
  readonly left: ShownLine | null;
  readonly right: ShownLine | null;
}

export function rowsOf({ lines }: Hunk): readonly Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < lines.length;) {
    const line = lines[i];
    if (line === undefined) break;
    if (line.kind === 'same') {
      rows.push({ left: whole(line), right: whole(line) });
      i++;
      continue;
    }
    const removed = stretch(lines, i, 'removed');
    const added = stretch(lines, i + removed.length, 'added');
    // One by one: as arguments of one call they could be more than a browser takes.
    for (const row of paired(removed, added)) rows.push(row);
    i += removed.length + added.length;
  }
  return rows;
}

/** The rows of one column: in each stretch of changed rows the removed lines, then the added ones. */
export function unified(rows: readonly Row[]): readonly ShownLine[] {
  const shown: ShownLine[] = [];
  let added: ShownLine[] = [];
  for (const { left, right } of rows) {
    if (left?.line.kind === 'same') {
      for (const line of added) shown.push(line);
      shown.push(left);
      added = [];
      continue;
    }
    if (left !== null) shown.push(left);
    if (right !== null) added.push(right);
  }
  return [...shown, ...added];
}

function stretch(lines: readonly PatchLine[], from: number, kind: 'removed' | 'added'): readonly PatchLine[] {
  let to = from;
  while (lines[to]?.kind === kind) to++;
  return lines.slice(from, to);
}

function paired(removed: readonly PatchLine[], added: readonly PatchLine[]): Row[] {
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, i) => {
    const left = removed[i];
    const right = added[i];
    if (left === undefined) return { left: null, right: right === undefined ? null : whole(right) };
    if (right === undefined) return { left: whole(left), right: null };
    const words = wordChange(left.text, right.text);
    if (words === null) return { left: whole(left), right: whole(right) };
    return {
      left: { line: left, pieces: words.removed },
      right: { line: right, pieces: words.added },
    };
  });
}

function whole(line: PatchLine): ShownLine {
  return { line, pieces: [{ text: line.text, changed: false }] };
}
