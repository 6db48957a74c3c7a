/** Files by folder, as rows from top to bottom. Folders that hold nothing but one folder are one row with it. */

import type { FileEntry } from './file-entry';

export interface FolderRow {
  readonly kind: 'folder';
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly open: boolean;
  readonly files: number;
  readonly added: number;
  readonly removed: number;
}

export interface FileRow {
  readonly kind: 'file';
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly entry: FileEntry;
}

export type TreeRow = FolderRow | FileRow;

/** `File7` before `File14`, the same everywhere. */
const BY_NAME = new Intl.Collator('en', { numeric: true });

interface Folder {
  readonly name: string;
  readonly path: string;
  readonly folders: Map<string, Folder>;
  readonly files: FileEntry[];
}

/** @param closed paths of the folders whose rows are not wanted */
export function treeOf(entries: readonly FileEntry[], closed: ReadonlySet<string>): readonly TreeRow[] {
  const root = folder('', '');
  for (const entry of entries) place(root, entry);
  const rows: TreeRow[] = [];
  for (const child of sorted(root.folders.values())) spread(child, 0, closed, rows);
  for (const entry of root.files) rows.push(fileRow(entry, 0));
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
  }
  at.files.push(entry);
}

function folder(name: string, path: string): Folder {
  return { name, path, folders: new Map(), files: [] };
}

function spread(start: Folder, depth: number, closed: ReadonlySet<string>, rows: TreeRow[]): void {
  const { folder: at, name } = joined(start);
  const open = !closed.has(at.path);
  const row = { kind: 'folder' as const, path: at.path, name, depth, open, ...sums(at) };
  rows.push(row);
  if (!open) return;
  for (const child of sorted(at.folders.values())) spread(child, depth + 1, closed, rows);
  for (const entry of at.files.toSorted((a, b) => BY_NAME.compare(a.path, b.path)))
    rows.push(fileRow(entry, depth + 1));
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

function sums(at: Folder): { files: number; added: number; removed: number } {
  const total = { files: at.files.length, added: 0, removed: 0 };
  for (const { added, removed } of at.files) {
    total.added += added ?? 0;
    total.removed += removed ?? 0;
  }
  for (const child of at.folders.values()) {
    const { files, added, removed } = sums(child);
    total.files += files;
    total.added += added;
    total.removed += removed;
  }
  return total;
}

function fileRow(entry: FileEntry, depth: number): FileRow {
  const name = partsOf(entry.path).at(-1) ?? entry.path;
  return { kind: 'file', path: entry.path, name, depth, entry };
}

function sorted(folders: Iterable<Folder>): Folder[] {
  return [...folders].sort((a, b) => BY_NAME.compare(a.name, b.name));
}

/** Each folder's name with the separator behind it, then the file's own. */
function partsOf(path: string): readonly string[] {
  return path.split(/(?<=[/\\])(?![/\\])/);
}
