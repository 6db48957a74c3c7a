/** The files that the held calls touch: each with all that was done to it. */

import type { FileOp, ToolStatus } from '../../event/wire';
import {
  keyOf,
  type CallRecord,
  type Draft,
  type FileOperation,
  type FileRecord,
  type LineSum,
} from './records';

type Held = Draft<FileRecord> & {
  operations: FileOperation[];
  kinds: Map<FileOp, number>;
  done: Map<FileOp, number>;
  inVain: Map<ToolStatus, number>;
  agents: Map<string, number>;
  added: Draft<LineSum>;
  removed: Draft<LineSum>;
};

export class FileTable {
  private readonly byKey = new Map<string, Held>();
  /** Which files a call touches, so that it can be taken back. */
  private readonly touched = new Map<string, readonly string[]>();
  private listed: readonly FileRecord[] | null = null;

  get size(): number {
    return this.byKey.size;
  }

  get(session: string, path: string): FileRecord | undefined {
    return this.byKey.get(keyOf(session, path));
  }

  /** All files in the order in which they were first touched. */
  all(): readonly FileRecord[] {
    this.listed ??= [...this.byKey.values()];
    return this.listed;
  }

  /** Takes in what is newly known of a call; answers whether any file is another one by that. */
  update(call: CallRecord): boolean {
    const before = this.touched.get(call.key);
    if (before === undefined && call.files.length === 0) return false;
    const paths = [...new Set(call.files.map(({ path }) => path))];
    for (const path of before ?? []) if (!paths.includes(path)) this.put(call, path, []);
    for (const path of paths) this.put(call, path, operationsOn(path, call));
    if (paths.length > 0) this.touched.set(call.key, paths);
    else this.touched.delete(call.key);
    return true;
  }

  /** Takes back a call that is forgotten. */
  remove(call: CallRecord): boolean {
    const before = this.touched.get(call.key);
    if (before === undefined) return false;
    this.touched.delete(call.key);
    for (const path of before) this.put(call, path, []);
    return true;
  }

  /** Puts `operations` in the place of those that `call` had on the file. */
  private put(call: CallRecord, path: string, operations: readonly FileOperation[]): void {
    const file = this.byKey.get(keyOf(call.session, path)) ?? this.open(call, path);
    const { from, count } = placeOf(file.operations, call.key, operations.length === 0);
    const gone = file.operations.splice(from, count, ...operations);
    for (const { at } of operations) if (!(at <= file.lastAt)) file.lastAt = at;
    // First what comes, so that an agent whose operation is another one keeps its place.
    for (const operation of operations) sum(file, operation, 1);
    for (const operation of gone) sum(file, operation, -1);
    file.revision++;
    if (file.operations.length > 0) return;
    this.byKey.delete(file.key);
    this.listed = null;
  }

  private open({ session, order }: CallRecord, path: string): Held {
    const file: Held = {
      key: keyOf(session, path),
      path,
      session,
      order,
      operations: [],
      kinds: new Map(),
      done: new Map(),
      inVain: new Map(),
      agents: new Map(),
      added: { lines: 0, told: 0, untold: 0 },
      removed: { lines: 0, told: 0, untold: 0 },
      lastAt: NaN,
      revision: 0,
    };
    this.byKey.set(file.key, file);
    this.listed = null;
    return file;
  }
}

function operationsOn(path: string, call: CallRecord): FileOperation[] {
  return call.files
    .filter((file) => file.path === path)
    .map(({ op, added, removed, pattern, movedTo }) => ({
      key: call.key,
      callId: call.callId,
      op,
      tool: call.name,
      agentId: call.agentId,
      at: call.startedAt ?? call.endedAt ?? NaN,
      status: call.status,
      added,
      removed,
      pattern,
      movedTo,
    }));
}

/** Calls that end are among the newest, calls that are forgotten among the oldest: each is looked for from its side. */
function placeOf(operations: readonly FileOperation[], key: string, leaving: boolean) {
  const is = (operation: FileOperation) => operation.key === key;
  const found = leaving ? operations.findIndex(is) : operations.findLastIndex(is);
  if (found === -1) return { from: operations.length, count: 0 };
  let from = found;
  while (from > 0 && operations[from - 1]?.key === key) from--;
  let count = 1;
  while (operations[from + count]?.key === key) count++;
  return { from, count };
}

/** Operations of which it can be told in lines what becomes of the file. */
const CHANGE_LINES: ReadonlySet<FileOp> = new Set<FileOp>(['write', 'edit', 'multi_edit', 'notebook_edit']);

function sum(file: Held, { op, agentId, status, added, removed }: FileOperation, by: 1 | -1): void {
  count(file.kinds, op, by);
  count(file.agents, agentId, by);
  if (status === 'ok' || status === 'running') count(file.done, op, by);
  else count(file.inVain, status, by);
  if (status !== 'ok' || !CHANGE_LINES.has(op)) return;
  addLines(file.added, added, by);
  addLines(file.removed, removed, by);
}

function addLines(sum: Draft<LineSum>, lines: number | null, by: 1 | -1): void {
  sum.lines += by * (lines ?? 0);
  if (lines === null) sum.untold += by;
  else sum.told += by;
}

/** Null when there are changes and none of them tells; at least so many while one does not. */
export function linesOf({ lines, told, untold }: LineSum): number | null {
  return told === 0 && untold > 0 ? null : lines;
}

function count<K>(counts: Map<K, number>, key: K, by: 1 | -1): void {
  const number = (counts.get(key) ?? 0) + by;
  if (number === 0) counts.delete(key);
  else counts.set(key, number);
}
