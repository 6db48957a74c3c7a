/** What Read gave to see: a piece of a file, or a word about what is no text. */

import { isObject, numberAt, objectAt, textAt, type JsonObject } from '../../event/json';
import { bytes } from '../../text/bytes';
import { count } from '../../text/count';
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
    return { path, text: content, first, about: aboutLines(file, first) };
  }
  return { path, text: null, first: 1, about: aboutFile(result, file) };
}

/** Claude is given `    12→text`, and where only a batch told of the call, so are we. */
function numberedText(text: string): Omit<ReadCall, 'path'> {
  const lines = text.split('\n');
  const numbers = lines.map((line) => /^\s*(\d+)(?:→|\t)(.*)$/.exec(line));
  const first = numbers[0]?.[1];
  if (first === undefined) return { text, first: 1, about: null };
  const numbered = numbers.filter((match) => match !== null).map((match) => match[2] ?? '');
  return { text: numbered.join('\n'), first: Number(first), about: null };
}

function aboutLines(file: JsonObject, first: number): string | null {
  const lines = numberAt(file, 'numLines');
  const total = numberAt(file, 'totalLines');
  if (lines === null || total === null || lines >= total) return null;
  return `Lines ${count(first)} to ${count(first + lines - 1)} of ${count(total)}`;
}

function aboutFile(result: unknown, file: JsonObject): string {
  const size = numberAt(file, 'originalSize');
  const cells = Array.isArray(file.cells) ? `${file.cells.length} cells` : null;
  const parts = [aboutKind(result), textAt(file, 'type'), size === null ? null : bytes(size), cells];
  return parts.filter((part) => part !== null).join(' · ');
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
