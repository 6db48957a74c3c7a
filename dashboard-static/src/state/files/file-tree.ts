/** Files by folder, as rows from top to bottom. Folders that hold nothing but one folder are one row with it. */

import type { LineSum } from '../account/records';
import { sumOf, type FileEntry } from './file-entry';

export interface FolderRow {
  readonly kind: 'folder';
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly open: boolean;
  readonly files: number;
  readonly added: LineSum;
  readonly removed: LineSum;
}

export interface FileRow {
  readonly kind: 'file';
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly entry: FileEntry;
}

export type TreeRow = FolderRow | FileRow;

const NO_LINES: LineSum = { lines: 0, told: 0, untold: 0 };

/** `File7` before `File14`, the same everywhere. */
const BY_NAME = new Intl.Collator('en', { numeric: true });

interface Folder {
  readonly name: string;
  readonly path: string;
  readonly folders: Map<string, Folder>;
  readonly files: FileEntry[];
  /** Of all files in it, however deep. */
  readonly sums: { files: number; added: LineSum; removed: LineSum };
}

/** What has no row yet. */
interface Waiting {
  readonly depth: number;
  readonly what: Folder | FileEntry;
}

/**
 * The rows without recursion: a path may be of more folders than the stack is deep.
 *
 * @param closed paths of the folders whose rows are not wanted
 */
export function treeOf(entries: readonly FileEntry[], closed: ReadonlySet<string>): readonly TreeRow[] {
  const root = folder('', '');
  for (const entry of entries) place(root, entry);
  const rows: TreeRow[] = [];
  const waiting: Waiting[] = [];
  enter(root, 0, waiting);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { what, depth } = next;
    if (!('folders' in what)) {
      rows.push(fileRow(what, depth));
      continue;
    }
    const { folder: at, name } = joined(what);
    const open = !closed.has(at.path);
    rows.push({ kind: 'folder', path: at.path, name, depth, open, ...at.sums });
    if (open) enter(at, depth + 1, waiting);
  }
  return rows;
}

/** Every file as a row of its own. */
export function listOf(entries: readonly FileEntry[]): readonly TreeRow[] {
  return entries.map((entry) => fileRow(entry, 0));
}

function place(root: Folder, entry: FileEntry): void {
  let at = root;
  const parts = partsOf(entry.path);
  for (const part of parts.slice(0, -1)) {
    let next = at.folders.get(part);
    if (next === undefined) {
      next = folder(part, at.path + part);
      at.folders.set(part, next);
    }
    at = next;
    at.sums.files++;
    at.sums.added = sumOf([at.sums.added, entry.added]);
    at.sums.removed = sumOf([at.sums.removed, entry.removed]);
  }
  at.files.push(entry);
}

function folder(name: string, path: string): Folder {
  return {
    name,
    path,
    folders: new Map(),
    files: [],
    sums: { files: 0, added: NO_LINES, removed: NO_LINES },
  };
}

/** What is in a folder, the first row's last: folders, then files. */
function enter({ folders, files }: Folder, depth: number, waiting: Waiting[]): void {
  const rows = [...sorted(folders.values(), 'name'), ...sorted(files, 'path')];
  for (const what of rows.reverse()) waiting.push({ what, depth });
}

function joined(start: Folder): { folder: Folder; name: string } {
  let at = start;
  let name = start.name;
  for (;;) {
    const [only] = at.folders.values();
    if (at.files.length > 0 || at.folders.size !== 1 || only === undefined) return { folder: at, name };
    at = only;
    name += only.name;
  }
}

function fileRow(entry: FileEntry, depth: number): FileRow {
  const name = partsOf(entry.path).at(-1) ?? entry.path;
  return { kind: 'file', path: entry.path, name, depth, entry };
}

function sorted<K extends string, T extends Readonly<Record<K, string>>>(all: Iterable<T>, by: K): T[] {
  return [...all].sort((a, b) => BY_NAME.compare(a[by], b[by]));
}

/** Each folder's name with the separator behind it, then the file's own. */
function partsOf(path: string): readonly string[] {
  return path.split(/(?<=[/\\])(?![/\\])/);
}
