/** A file with all that was done to it in the chosen sessions: several of them may work on the same one. */

import type { FileOp } from '../../event/wire';
import type { FileOperation, FileRecord } from '../account/records';

export interface Done extends FileOperation {
  readonly session: string;
}

export interface FileEntry {
  readonly path: string;
  /** The oldest first. */
  readonly operations: readonly Done[];
  readonly sessions: readonly string[];
  readonly added: number;
  readonly removed: number;
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

export function isChanged({ operations }: FileEntry): boolean {
  return operations.some(({ op }) => WRITES.has(op));
}

const SEARCHES: ReadonlySet<FileOp> = new Set<FileOp>(['search', 'glob', 'list']);
const EXTENSION = /[^/\\]\.[^./\\]+$/;

/** Whether it is a folder that was looked through. A search may also go through one file: there the name has to tell. */
export function isFolder({ path, operations }: FileEntry): boolean {
  if (!operations.every(({ op }) => SEARCHES.has(op))) return false;
  return operations.some(({ op }) => op !== 'search') || !EXTENSION.test(path);
}

/** How often each operation was done, in the order of their names above. */
export function opCounts({ operations }: FileEntry): readonly (readonly [FileOp, number])[] {
  const counts = new Map<FileOp, number>();
  for (const { op } of operations) counts.set(op, (counts.get(op) ?? 0) + 1);
  return (Object.keys(OP_NAMES) as FileOp[]).flatMap((op) => {
    const number = counts.get(op);
    return number === undefined ? [] : [[op, number] as const];
  });
}

/** Makes one entry for each path, in the order in which the paths were first touched; makes it anew only when it is another one. */
export class FileEntries {
  private readonly made = new WeakMap<FileRecord, { revision: number; entry: FileEntry }>();

  of(files: readonly FileRecord[]): readonly FileEntry[] {
    const byPath = new Map<string, FileRecord[]>();
    for (const file of files) {
      const same = byPath.get(file.path);
      if (same === undefined) byPath.set(file.path, [file]);
      else same.push(file);
    }
    return [...byPath].map(([path, records]) =>
      joined(
        path,
        records.map((record) => this.entryOf(record)),
      ),
    );
  }

  private entryOf(file: FileRecord): FileEntry {
    const before = this.made.get(file);
    if (before?.revision === file.revision) return before.entry;
    const { path, session, added, removed, lastAt } = file;
    const operations = file.operations.map((operation) => ({ ...operation, session }));
    const entry = { path, operations, sessions: [session], added, removed, lastAt };
    this.made.set(file, { revision: file.revision, entry });
    return entry;
  }
}

function joined(path: string, entries: readonly FileEntry[]): FileEntry {
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) return only;
  const sum = (what: 'added' | 'removed') => entries.reduce((total, entry) => total + entry[what], 0);
  return {
    path,
    operations: entries.flatMap(({ operations }) => operations).sort((a, b) => (a.at || 0) - (b.at || 0)),
    sessions: entries.flatMap(({ sessions }) => sessions),
    added: sum('added'),
    removed: sum('removed'),
    lastAt: entries.reduce((last, { lastAt }) => (lastAt <= last ? last : lastAt), NaN),
  };
}
