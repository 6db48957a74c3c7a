/** What Read gave to see: a piece of a file, or a word about what is no text. */

import { isObject, numberAt, objectAt, textAt, type JsonObject } from '../../event/json';
import { bytes } from '../../text/bytes';
import { count } from '../../text/count';
import { cutOf } from '../../text/cut';
import { linesOf } from '../../text/lines';
import type { CallContent } from '../call';

export interface ReadCall {
  readonly path: string | null;
  /** Null when there is no text to show; `about` says why. */
  readonly text: string | null;
  readonly first: number;
  readonly about: string | null;
}

export function readRead({ input, result }: CallContent): ReadCall {
  const path = textAt(input, 'file_path') ?? textAt(input, 'notebook_path');
  if (typeof result === 'string') return { path, ...numberedText(result) };
  const file = objectAt(result, 'file');
  if (file === null) return { path, text: null, first: 1, about: aboutKind(result) };
  const { content } = file;
  if (typeof content === 'string') {
    const first = numberAt(file, 'startLine') ?? 1;
    const { text, note } = cutOf(content);
    return { path, text, first, about: said(aboutLines(file, first, note === null ? null : text), note) };
  }
  return { path, text: null, first: 1, about: aboutFile(result, file) };
}

/** Claude is given `    12→text`, and where only a batch told of the call, so are we. */
function numberedText(given: string): Omit<ReadCall, 'path'> {
  const { text, note } = cutOf(given);
  const lines = text.split('\n');
  const numbers = lines.map((line) => /^\s*(\d+)(?:→|\t)(.*)$/.exec(line));
  const first = numbers[0]?.[1];
  if (first === undefined) return { text, first: 1, about: note };
  const numbered = numbers.filter((match) => match !== null).map((match) => match[2] ?? '');
  return { text: numbered.join('\n'), first: Number(first), about: note };
}

/** @param kept what there is of the text when it was cut: the numbers are of the whole one */
function aboutLines(file: JsonObject, first: number, kept: string | null): string | null {
  const lines = kept === null ? numberAt(file, 'numLines') : linesOf(kept).length;
  const total = numberAt(file, 'totalLines');
  if (lines === null || total === null || lines >= total) return null;
  return `Lines ${count(first)} to ${count(first + lines - 1)} of ${count(total)}`;
}

function aboutFile(result: unknown, file: JsonObject): string | null {
  const size = numberAt(file, 'originalSize');
  const cells = Array.isArray(file.cells) ? `${file.cells.length} cells` : null;
  return said(aboutKind(result), textAt(file, 'type'), size === null ? null : bytes(size), cells);
}

function said(...parts: readonly (string | null)[]): string | null {
  return parts.filter((part) => part !== null).join(' · ') || null;
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['image', 'A picture'],
  ['pdf', 'A PDF'],
  ['parts', 'Pages of a PDF'],
  ['notebook', 'A notebook'],
  ['file_unchanged', 'Unchanged since it was last read'],
]);

function aboutKind(result: unknown): string | null {
  const kind = isObject(result) ? textAt(result, 'type') : null;
  return kind === null ? null : (KINDS.get(kind) ?? kind);
}
