/** A file with all that was done to it in the chosen sessions: several of them may work on the same one. */

import type { FileOp } from '../../event/wire';
import type { FileOperation, FileRecord } from '../account/records';

export interface Done extends FileOperation {
  readonly session: string;
}

export interface FileEntry {
  readonly path: string;
  /** What is known of it, session by session. */
  readonly records: readonly FileRecord[];
  /** How many operations of each kind there are. */
  readonly kinds: ReadonlyMap<FileOp, number>;
  /** Lines, as far as known; null when nothing has told any. */
  readonly added: number | null;
  readonly removed: number | null;
  /** Time of the newest operation, NaN when none has one. */
  readonly lastAt: number;
}

/** Operations that look and those that change are what one tells files apart by. */
export const WRITES: ReadonlySet<FileOp> = new Set<FileOp>([
  'write',
  'edit',
  'multi_edit',
  'notebook_edit',
  'delete',
  'move',
]);

export const OP_NAMES: Readonly<Record<FileOp, string>> = {
  read: 'read',
  write: 'write',
  edit: 'edit',
  multi_edit: 'multi-edit',
  notebook_edit: 'notebook edit',
  search: 'search',
  glob: 'glob',
  list: 'list',
  delete: 'delete',
  move: 'move',
};

export function isChanged({ kinds }: FileEntry): boolean {
  return [...kinds.keys()].some((op) => WRITES.has(op));
}

const SEARCHES: ReadonlySet<FileOp> = new Set<FileOp>(['search', 'glob', 'list']);
const EXTENSION = /[^/\\]\.[^./\\]+$/;

/** Whether it is a folder that was looked through. A search may also go through one file: there the name has to tell. */
export function isFolder({ path, kinds }: FileEntry): boolean {
  const ops = [...kinds.keys()];
  if (!ops.every((op) => SEARCHES.has(op))) return false;
  return ops.some((op) => op !== 'search') || !EXTENSION.test(path);
}

/** How often each operation was done, in the order of their names above. */
export function opCounts({ kinds }: FileEntry): readonly (readonly [FileOp, number])[] {
  return (Object.keys(OP_NAMES) as FileOp[]).flatMap((op) => {
    const number = kinds.get(op);
    return number === undefined ? [] : [[op, number] as const];
  });
}

/** All that was done to the file, the oldest first. */
export function operationsOf({ records }: FileEntry): readonly Done[] {
  const done = records.flatMap(({ operations, session }) =>
    operations.map((operation) => ({ ...operation, session })),
  );
  return records.length === 1 ? done : done.sort((a, b) => (a.at || 0) - (b.at || 0));
}

/** One entry for each path, in the order in which the paths were first touched. */
export function entriesOf(files: readonly FileRecord[]): readonly FileEntry[] {
  const byPath = new Map<string, FileRecord[]>();
  for (const file of files) {
    const same = byPath.get(file.path);
    if (same === undefined) byPath.set(file.path, [file]);
    else same.push(file);
  }
  return [...byPath].map(([path, records]) => entryOf(path, records));
}

function entryOf(path: string, records: readonly FileRecord[]): FileEntry {
  const counted = records.some((record) => record.counted > 0);
  const sum = (what: 'added' | 'removed') =>
    counted ? records.reduce((total, record) => total + record[what], 0) : null;
  return {
    path,
    records,
    kinds: kindsOf(records),
    added: sum('added'),
    removed: sum('removed'),
    lastAt: records.reduce((last, { lastAt }) => (lastAt <= last ? last : lastAt), NaN),
  };
}

function kindsOf(records: readonly FileRecord[]): ReadonlyMap<FileOp, number> {
  const [only] = records;
  if (records.length === 1 && only !== undefined) return only.kinds;
  const all = new Map<FileOp, number>();
  for (const { kinds } of records) for (const [op, number] of kinds) all.set(op, (all.get(op) ?? 0) + number);
  return all;
}
