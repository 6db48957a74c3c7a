/** The files as the user wants to see them: of which sessions, read or changed, by folder or in a list. */

import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { FileRecord } from '../account/records';
import type { EventLog } from '../event-log';
import { Folds } from '../folds';
import { entriesOf, isChanged, type FileEntry } from './file-entry';
import { listOf, treeOf, type TreeRow } from './file-tree';

export const FILE_KINDS = [
  { value: 'all', title: 'All' },
  { value: 'changed', title: 'Changed' },
  { value: 'read', title: 'Only read' },
] as const;
export type FileKind = (typeof FILE_KINDS)[number]['value'];

export const FILE_SHAPES = [
  { value: 'folders', title: 'Folders' },
  { value: 'newest', title: 'Newest' },
] as const;
export type FileShape = (typeof FILE_SHAPES)[number]['value'];

/** What can be shown of a file beside each other. */
export type Side = 'operation' | 'now' | 'git';

export interface FileListOptions {
  readonly log: ReadonlySignal<EventLog>;
  /** Grows when a file has changed. */
  readonly revision: ReadonlySignal<number>;
  readonly sessions: ReadonlySignal<ReadonlySet<string>>;
}

export class FileList {
  readonly search = signal('');
  readonly kind: Signal<FileKind> = signal('all');
  readonly shape: Signal<FileShape> = signal('folders');
  /** By the paths of folders. */
  private readonly folds: Folds;
  readonly sides: Signal<ReadonlySet<Side>> = signal(new Set<Side>(['operation', 'git']));
  /** The row that the keys have reached. */
  readonly active: Signal<string | null> = signal(null);

  /** All files of the chosen sessions. */
  readonly ofSessions: ReadonlySignal<readonly FileEntry[]>;
  readonly entries: ReadonlySignal<readonly FileEntry[]>;
  readonly rows: ReadonlySignal<readonly TreeRow[]>;

  constructor({ log, revision, sessions }: FileListOptions) {
    // A new value each time, for the records in it change in place.
    const all = computed(() => ({ revision: revision.value, files: log.value.account.files.all() }));
    this.ofSessions = computed(() => entriesOf(chosen(all.value.files, sessions.value)));
    this.entries = computed(() => {
      const words = this.search.value.toLowerCase().split(/\s+/);
      const kind = this.kind.value;
      return this.ofSessions.value.filter((entry) => isOfKind(entry, kind) && names(entry, words));
    });
    this.folds = new Folds(computed(() => this.search.value.trim() || null));
    this.rows = computed(() => {
      const entries = this.entries.value;
      return this.shape.value === 'folders'
        ? treeOf(entries, this.folds.closed)
        : listOf(newestFirst(entries));
    });
  }

  find(path: string): FileEntry | null {
    return this.ofSessions.value.find((entry) => entry.path === path) ?? null;
  }

  /** Folds a folder up or opens it. */
  toggle(folder: string): void {
    this.folds.toggle(folder);
  }

  /** Opens the folders that a file is in. */
  reveal(path: string): void {
    this.folds.open((folder) => path.startsWith(folder));
  }

  isFiltered(): boolean {
    return this.search.value.trim() !== '' || this.kind.value !== 'all';
  }

  clearFilters(): void {
    batch(() => {
      this.search.value = '';
      this.kind.value = 'all';
    });
  }
}

function chosen(files: readonly FileRecord[], sessions: ReadonlySet<string>): readonly FileRecord[] {
  return files.filter(({ session }) => sessions.size === 0 || sessions.has(session));
}

function isOfKind(entry: FileEntry, kind: FileKind): boolean {
  return kind === 'all' || isChanged(entry) === (kind === 'changed');
}

function names({ path }: FileEntry, words: readonly string[]): boolean {
  const lower = path.toLowerCase();
  return words.every((word) => lower.includes(word));
}

function newestFirst(entries: readonly FileEntry[]): readonly FileEntry[] {
  return entries.toSorted((a, b) => (b.lastAt || 0) - (a.lastAt || 0));
}
