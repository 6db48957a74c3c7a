/** What Grep, Glob and their relatives found, by file. */

import { isObject, numberAt, textAt, type Json } from '../../event/json';
import { cutOf } from '../../text/cut';
import type { CallContent } from '../call';

export interface FoundLine {
  /** Null when the search did not ask for numbers. */
  readonly number: number | null;
  readonly text: string;
  /** False for the lines around a match. */
  readonly matches: boolean;
}

export interface FoundFile {
  /** Null for lines that name no file: the search was of one file only. */
  readonly path: string | null;
  readonly lines: readonly FoundLine[];
  /** How often, where only that was asked for. */
  readonly matches: number | null;
}

export interface Results {
  readonly files: readonly FoundFile[];
  /** There were more, which the tool left out. */
  readonly cut: boolean;
  /** What is missing of the answer; null when nothing is. */
  readonly note: string | null;
}

/** Null when the answer is of no shape known here; then it is shown as it is. */
export function readResults({ input, result }: CallContent): Results | null {
  if (typeof result === 'string') return fromText(result, input.output_mode);
  if (!isObject(result)) return null;
  const cut = result.truncated === true || numberAt(result, 'appliedLimit') !== null;
  const content = textAt(result, 'content');
  if (content !== null) {
    const { text, note } = cutOf(content);
    return { files: result.mode === 'count' ? counts(text) : matches(text), cut, note };
  }
  return Array.isArray(result.filenames) ? { files: names(result.filenames), cut, note: null } : null;
}

/** The pattern, when it is a plain word that can be found in the lines without running it as an expression. */
export function plainPattern({ input }: CallContent): string | null {
  const pattern = textAt(input, 'pattern');
  return pattern !== null && /^[\w\s"'/:;,<>@#%&=-]+$/.test(pattern) ? pattern : null;
}

function fromText(given: string, mode: Json | undefined): Results | null {
  const { text, note } = cutOf(given);
  if (mode === 'content') return { files: matches(text), cut: false, note };
  if (mode === 'count') return { files: counts(text), cut: false, note };
  const lines = text
    .split('\n')
    .filter((line) => line !== '' && !/^(Found \d+|No (files|matches))/.test(line));
  return lines.every((line) => line.startsWith('/')) ? { files: names(lines), cut: false, note } : null;
}

function names(paths: readonly Json[]): FoundFile[] {
  return paths.filter((path) => typeof path === 'string').map((path) => ({ path, lines: [], matches: null }));
}

function counts(text: string): FoundFile[] {
  return text.split('\n').flatMap((line) => {
    const colon = line.lastIndexOf(':');
    const number = Number(line.slice(colon + 1));
    if (colon < 1 || !Number.isInteger(number)) return [];
    return [{ path: line.slice(0, colon), lines: [], matches: number }];
  });
}

function matches(text: string): FoundFile[] {
  const files: { path: string | null; lines: FoundLine[]; matches: null }[] = [];
  for (const line of text.split('\n')) {
    if (line === '' || line === '--') continue;
    const { path, found } = readLine(line);
    const last = files.at(-1);
    if (last?.path === path) last.lines.push(found);
    else files.push({ path, lines: [found], matches: null });
  }
  return files;
}

/** `path:12:text` for a match, `path-11-text` for a line beside one; `12:text` in one file, `path:text` without numbers. */
function readLine(line: string): { path: string | null; found: FoundLine } {
  const numbered = /^(?:(.+?)([:-]))?(\d+)([:-])(.*)$/.exec(line);
  if (numbered !== null && (numbered[2] === undefined || numbered[2] === numbered[4])) {
    const [, path, , number, mark, text] = numbered;
    return {
      path: path ?? null,
      found: { number: Number(number), text: text ?? '', matches: mark === ':' },
    };
  }
  const named = /^([^:\s][^:]*):(.*)$/.exec(line);
  if (named !== null) {
    return { path: named[1] ?? null, found: { number: null, text: named[2] ?? '', matches: true } };
  }
  return { path: null, found: { number: null, text: line, matches: true } };
}
