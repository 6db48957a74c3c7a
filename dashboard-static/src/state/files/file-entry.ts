/** A file with all that was done to it in the chosen sessions: several of them may work on the same one. */

import { TOOL_STATUSES, type FileOp, type ToolStatus } from '../../event/wire';
import type { FileOperation, FileRecord, LineSum } from '../account/records';

export interface Done extends FileOperation {
  readonly session: string;
}

export interface FileEntry {
  readonly path: string;
  /** What is known of it, session by session. */
  readonly records: readonly FileRecord[];
  /** How many operations of each kind there are, whatever became of them. */
  readonly kinds: ReadonlyMap<FileOp, number>;
  /** How many of each kind were done, or are being done. */
  readonly done: ReadonlyMap<FileOp, number>;
  /** What became of the others. */
  readonly inVain: ReadonlyMap<ToolStatus, number>;
  readonly added: LineSum;
  readonly removed: LineSum;
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

export function isChanged({ done }: FileEntry): boolean {
  return [...done.keys()].some((op) => WRITES.has(op));
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
export function opCounts({ done }: FileEntry): readonly (readonly [FileOp, number])[] {
  return countsOf(done, Object.keys(OP_NAMES) as FileOp[]);
}

/** How often an operation came to nothing, by what became of it. */
export function inVainCounts({ inVain }: FileEntry): readonly (readonly [ToolStatus, number])[] {
  return countsOf(inVain, TOOL_STATUSES);
}

function countsOf<K>(counts: ReadonlyMap<K, number>, order: readonly K[]): readonly (readonly [K, number])[] {
  return order.flatMap((key) => {
    const number = counts.get(key);
    return number === undefined ? [] : [[key, number] as const];
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
  return {
    path,
    records,
    kinds: merged(records.map(({ kinds }) => kinds)),
    done: merged(records.map(({ done }) => done)),
    inVain: merged(records.map(({ inVain }) => inVain)),
    added: sumOf(records.map(({ added }) => added)),
    removed: sumOf(records.map(({ removed }) => removed)),
    lastAt: records.reduce((last, { lastAt }) => (lastAt <= last ? last : lastAt), NaN),
  };
}

function merged<K>(counts: readonly ReadonlyMap<K, number>[]): ReadonlyMap<K, number> {
  const [only] = counts;
  if (counts.length === 1 && only !== undefined) return only;
  const all = new Map<K, number>();
  for (const one of counts) for (const [key, number] of one) all.set(key, (all.get(key) ?? 0) + number);
  return all;
}

export function sumOf(sums: readonly LineSum[]): LineSum {
  return {
    lines: sums.reduce((total, { lines }) => total + lines, 0),
    told: sums.reduce((total, { told }) => total + told, 0),
    untold: sums.reduce((total, { untold }) => total + untold, 0),
  };
}
