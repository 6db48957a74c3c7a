/** A change to one file: stretches of lines, each with the numbers it has before and after. */

export type LineKind = 'same' | 'added' | 'removed';

export interface PatchLine {
  readonly kind: LineKind;
  readonly text: string;
  /** Its number in the file before, null for an added line. */
  readonly before: number | null;
  readonly after: number | null;
}

export interface Hunk {
  /** What git says of the place, such as the function it lies in. */
  readonly heading: string;
  readonly lines: readonly PatchLine[];
}

export interface Patch {
  readonly hunks: readonly Hunk[];
  /** Null when the texts were cut, so that nobody can tell. */
  readonly added: number | null;
  readonly removed: number | null;
  /** What the lines do not say: no line end at the end of the file, a new mode, a binary file. */
  readonly notes: readonly string[];
}

export const NO_CHANGE: Patch = { hunks: [], added: 0, removed: 0, notes: [] };

const KINDS: ReadonlyMap<string, LineKind> = new Map([
  [' ', 'same'],
  ['', 'same'],
  ['+', 'added'],
  ['-', 'removed'],
]);

/** Numbers lines that begin with ` `, `+` or `-`. Others are no lines of the file; `\` stands before a note. */
export function hunkOf(
  beforeStart: number,
  afterStart: number,
  marked: readonly string[],
  heading = '',
): { hunk: Hunk; notes: string[] } {
  let before = beforeStart;
  let after = afterStart;
  const lines: PatchLine[] = [];
  const notes: string[] = [];
  for (const line of marked) {
    const kind = KINDS.get(line.slice(0, 1));
    if (kind === undefined) {
      if (line.startsWith('\\')) notes.push(line.slice(1).trim());
      continue;
    }
    lines.push({
      kind,
      text: line.slice(1),
      before: kind === 'added' ? null : before++,
      after: kind === 'removed' ? null : after++,
    });
  }
  return { hunk: { heading, lines }, notes };
}

export function patchOf(hunks: readonly Hunk[], notes: readonly string[]): Patch {
  const number = (kind: LineKind) =>
    hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line.kind === kind).length, 0);
  return { hunks, added: number('added'), removed: number('removed'), notes: [...new Set(notes)] };
}

/** The patch as text, to be copied. */
export function patchText({ hunks }: Patch): string {
  const sign: Readonly<Record<LineKind, string>> = { same: ' ', added: '+', removed: '-' };
  return hunks.flatMap(({ lines }) => lines.map(({ kind, text }) => sign[kind] + text)).join('\n');
}
