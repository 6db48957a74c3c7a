import { describe, expect, it } from 'vitest';
import { event } from '../../../test/events';
import type { JsonObject } from '../../event/json';
import type { MonitorEvent } from '../../event/wire';
import { Store } from '../store';
import { inVainCounts, isChanged, isFolder, opCounts, operationsOf, type FileEntry } from './file-entry';
import { fileItem, readFileItem } from './file-item';

function touch(seq: number, path: string, op: string, more: JsonObject = {}, session = 's1'): MonitorEvent {
  return event(seq, {
    session_id: session,
    type: 'hook.post_tool',
    tool: { call_id: `c${seq}`, name: 'Tool', phase: 'end', status: 'ok', duration_ms: 1 },
    files: [{ path, op, ...more }],
  });
}

function storeWith(...events: MonitorEvent[]): Store {
  const store = new Store({ now: () => 0, schedule: (task) => task() });
  store.add(events);
  return store;
}

const done = (entry: FileEntry | null) => (entry === null ? [] : operationsOf(entry));

const rows = (store: Store) => store.files.rows.value.map((row) => `${'  '.repeat(row.depth)}${row.name}`);

describe('FileList', () => {
  const files = () =>
    storeWith(
      touch(1, '/home/dev/acme/src/File14.java', 'read'),
      touch(2, '/home/dev/acme/src/File7.java', 'edit', { added: 3, removed: 1 }),
      touch(3, '/home/dev/acme/README.md', 'read'),
      touch(4, '/home/dev/acme/src/File7.java', 'read'),
      touch(5, '/home/dev/acme/src/File7.java', 'edit', { added: 2, removed: 0 }, 's2'),
    );

  it('folders_thatHoldOneFolderOnly_areOneRow', () => {
    expect(rows(files())).toEqual([
      '/home/dev/acme/',
      '  src/',
      '    File7.java',
      '    File14.java',
      '  README.md',
    ]);
  });

  it('folder_foldedUp_hidesWhatIsInItButNotItsSums', () => {
    const store = files();
    store.files.toggle('/home/dev/acme/src/');
    expect(rows(store)).toEqual(['/home/dev/acme/', '  src/', '  README.md']);
    expect(store.files.rows.value[1]).toMatchObject({
      open: false,
      files: 2,
      added: { lines: 5 },
      removed: { lines: 1 },
    });
  });

  it('search_findsInFoldedFolders', () => {
    const store = files();
    store.files.toggle('/home/dev/acme/src/');
    store.files.search.value = 'acme file14';
    expect(rows(store)).toEqual(['/home/dev/acme/src/', '  File14.java']);
  });

  it('foldedWhileSearching_isFoldedUntilTheSearchIsAnother', () => {
    const store = files();
    store.files.search.value = 'src';
    store.files.toggle('/home/dev/acme/src/');
    expect(rows(store)).toEqual(['/home/dev/acme/src/']);
    store.files.search.value = 'src file';
    expect(rows(store)).toHaveLength(3);
    store.files.search.value = '';
    expect(rows(store)).toHaveLength(5);
  });

  it('reveal_opensTheFoldersOfTheFileOnly', () => {
    const store = files();
    for (const folder of ['/home/dev/acme/', '/home/dev/acme/src/']) store.files.toggle(folder);
    store.files.reveal('/home/dev/acme/README.md');
    expect(rows(store)).toEqual(['/home/dev/acme/', '  src/', '  README.md']);
  });

  it('folders_moreThanTheStackIsDeep_haveRowsAndSums', () => {
    const deep = `/top/${'b/'.repeat(32_000)}`;
    const store = storeWith(
      touch(1, '/top/x', 'edit', { added: 1, removed: 0 }),
      touch(2, `${deep}y`, 'edit', { added: 2, removed: 0 }),
    );
    expect(store.files.rows.value.map(({ depth }) => depth)).toEqual([0, 1, 2, 1]);
    expect(store.files.rows.value[0]).toMatchObject({ path: '/top/', files: 2, added: { lines: 3 } });
    expect(store.files.rows.value[1]).toMatchObject({ path: deep, files: 1, added: { lines: 2 } });
  });

  it.each([
    ['changed', ['File7.java']],
    ['read', ['README.md', 'File14.java']],
    ['all', ['File7.java', 'README.md', 'File14.java']],
  ] as const)('newest_of_%s', (kind, names) => {
    const store = files();
    store.files.shape.value = 'newest';
    store.files.kind.value = kind;
    expect(rows(store)).toEqual(names);
  });

  it('entry_ofTwoSessions_hasTheOperationsOfBothInTime', () => {
    const entry = files().files.find('/home/dev/acme/src/File7.java');
    expect(done(entry).map(({ callId, session }) => [callId, session])).toEqual([
      ['c2', 's1'],
      ['c4', 's1'],
      ['c5', 's2'],
    ]);
    expect(entry).toMatchObject({
      added: { lines: 5, told: 2 },
      removed: { lines: 1 },
      records: [{ session: 's1' }, { session: 's2' }],
    });
    expect(entry === null ? [] : opCounts(entry)).toEqual([
      ['read', 1],
      ['edit', 2],
    ]);
  });

  it('entry_ofWhatWasDenied_isNotChanged', () => {
    const tool = { call_id: 'c1', name: 'Write', phase: 'end', status: 'denied' };
    const denied = event(1, { type: 'hook.post_tool', tool, files: [{ path: '/a/w.txt', op: 'write' }] });
    const entry = storeWith(denied).files.find('/a/w.txt');
    expect(entry !== null && isChanged(entry)).toBe(false);
    expect(entry === null ? [] : opCounts(entry)).toEqual([]);
    expect(entry === null ? [] : inVainCounts(entry)).toEqual([['denied', 1]]);
  });

  it('entry_ofChosenSessionsOnly', () => {
    const store = files();
    store.go({ sessions: new Set(['s2']) });
    expect(rows(store)).toEqual(['/home/dev/acme/src/', '  File7.java']);
    expect(done(store.files.find('/home/dev/acme/src/File7.java'))).toHaveLength(1);
  });

  it('entry_touchedAgain_tellsOfIt', () => {
    const store = files();
    const changed = () => store.files.entries.value.filter(isChanged).map(({ path }) => path);
    expect(changed()).toEqual(['/home/dev/acme/src/File7.java']);
    store.add([touch(9, '/home/dev/acme/README.md', 'write', { added: 1, removed: 0 })]);
    expect(changed()).toEqual(['/home/dev/acme/src/File7.java', '/home/dev/acme/README.md']);
  });

  it.each([
    ['/acme/src', 'search', true],
    ['/acme/.github', 'search', true],
    ['/acme/src/a.ts', 'search', false],
    ['/acme/lib.v2', 'glob', true],
    ['/acme/Makefile', 'read', false],
  ])('%s by %s_isAFolder: %s', (path, op, expected) => {
    const entry = storeWith(touch(1, path, op)).files.find(path);
    expect(entry !== null && isFolder(entry)).toBe(expected);
  });

  it.each([
    ['a windows path', 'C:\\work\\a.txt', ['C:\\work\\', '  a.txt']],
    ['a relative path', 'src/a.txt', ['src/', '  a.txt']],
    ['a name only', 'a.txt', ['a.txt']],
    ['a folder', '/test/src', ['/test/', '  src']],
    ['no end of slashes', '//a///b', ['//a///', '  b']],
    ['a name of the language', '/__proto__/constructor', ['/__proto__/', '  constructor']],
  ])('tree_of_%s', (_, path, expected) => {
    expect(rows(storeWith(touch(1, path, 'read')))).toEqual(expected);
  });

  it('tree_thousandsOfFoldersDeep_isOneRow', () => {
    expect(rows(storeWith(touch(1, `${'/a'.repeat(2_000)}/f`, 'read')))).toHaveLength(2);
  });
});

describe('fileItem', () => {
  it.each([
    ['/a/b.txt', null],
    ['/a/@types/b.txt', null],
    ['/a/@types/b.txt', 's1 c1'],
    ['/a b/ü%2F#?.txt', 'session with @ c/1'],
    ['', null],
  ])('%s of %s_comesBack', (path, call) => {
    expect(readFileItem(fileItem(path, call))).toEqual({ path, call });
  });

  it('itemThatNobodyWrote_isReadAnyway', () => {
    expect(readFileItem('/a@%zz')).toEqual({ path: '/a', call: '%zz' });
  });
});
