import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { event } from '../../../test/events';
import { act, DeafObserver, mounted, unmountAll } from '../../../test/mounted';
import type { JsonObject } from '../../event/json';

const MAIN = '/home/dev/acme/src/Main.java';

function touch(seq: number, path: string, op: string, tool: string, data: JsonObject) {
  return event(seq, {
    type: 'hook.post_tool',
    tool: { call_id: `c${seq}`, name: tool, phase: 'end', status: 'ok', duration_ms: 1 },
    files: [{ path, op, added: op === 'edit' ? 1 : null, removed: op === 'edit' ? 1 : null }],
    data: { tool_name: tool, ...data },
  });
}

const EVENTS = [
  touch(1, MAIN, 'read', 'Read', {
    tool_input: { file_path: MAIN },
    tool_response: { file: { content: 'class Main {}' } },
  }),
  touch(2, MAIN, 'edit', 'Edit', {
    tool_input: { file_path: MAIN, old_string: 'one', new_string: 'two' },
    tool_response: { structuredPatch: [{ oldStart: 3, newStart: 3, lines: ['-one', '+two'] }] },
  }),
  touch(3, '/home/dev/acme/README.md', 'read', 'Read', { tool_input: {} }),
];

const DIFF = 'diff --git a/x b/x\n@@ -1 +1 @@\n-git before\n+git after\n';

function answers(url: string): Response {
  const body = url.includes('git-diff')
    ? { success: true, diff: DIFF, method: 'unstaged_changes', commit_hash: 'unstaged_changes' }
    : { success: true, content: 'class Main { int now; }', file_size: 23, encoding: 'utf-8' };
  return new Response(JSON.stringify(body));
}

describe('FilesView', () => {
  beforeEach(() => void vi.stubGlobal('ResizeObserver', DeafObserver));
  afterEach(() => {
    unmountAll();
    vi.unstubAllGlobals();
  });

  it('files_areATreeWithWhatWasDone', () => {
    const { all } = mounted('files', EVENTS);
    expect(all('folder-row').map(({ dataset }) => dataset.path)).toEqual([
      '/home/dev/acme/',
      '/home/dev/acme/src/',
    ]);
    expect(all('file-row')[0]?.textContent).toContain('read 1, edit 1');
    expect(all('file-row')[0]?.querySelector('.line-counts')?.textContent).toBe('+1 −1');
  });

  it('file_ofWhichNotAllWasDoneOrTold_saysSo', () => {
    const ended = (seq: number, status: string, removed: number | null) =>
      event(seq, {
        type: 'hook.post_tool',
        tool: { call_id: `c${seq}`, name: 'Write', phase: 'end', status, duration_ms: 1 },
        files: [{ path: '/a/w.txt', op: 'write', added: 2, removed }],
      });
    const events = [
      ended(1, 'ok', 1),
      ended(2, 'ok', null),
      ended(3, 'denied', null),
      ended(4, 'failed', null),
    ];
    const { all } = mounted('files', events);
    expect(all('file-row')[0]?.textContent).toContain('write 2, 1 failed, 1 denied');
    expect(all('file-row')[0]?.querySelector('.line-counts')?.textContent).toBe('+4 ≥\u2009−1');
  });

  it('file_opened_showsItsNewestOperationBesideGit', async () => {
    const { store, all, click } = mounted('files', EVENTS, answers);
    click(all('file-row')[0]);
    expect(store.route.value.item).toBe(MAIN);
    expect(all('operation').map(({ dataset }) => dataset.callId)).toEqual(['c2', 'c1']);
    expect(all('side-operation')[0]?.textContent).toContain('two');
    await vi.waitFor(() => expect(all('side-git')[0]?.textContent).toContain('git after'));
  });

  it('operation_chosen_isShownAndInTheRoute', () => {
    const { store, all, click } = mounted('files', EVENTS, answers);
    click(all('file-row')[0]);
    click(all('operation')[1]);
    expect(all('side-operation')[0]?.textContent).toContain('class Main {}');
    expect(store.route.value.item).toBe(`${MAIN}@cbca1fbd-0000%20c1`);
  });

  it('fileNow_isAskedForOnlyWhenWanted', async () => {
    const asked: string[] = [];
    const { root, all, click } = mounted('files', EVENTS, (url) => {
      asked.push(url);
      return answers(url);
    });
    click(all('file-row')[0]);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    click(root.querySelector('[data-side=now]'));
    await vi.waitFor(() => expect(all('side-now')[0]?.textContent).toContain('int now'));
    expect(all('side-now')[0]?.textContent).toContain('23 B · utf-8');
  });

  it('daemonRefuses_itsReasonIsShown', async () => {
    const { all, click } = mounted(
      'files',
      EVENTS,
      () => new Response(JSON.stringify({ success: false, error: 'It is binary' }), { status: 415 }),
    );
    click(all('file-row')[0]);
    await vi.waitFor(() => expect(all('refusal')[0]?.textContent).toContain('It is binary'));
  });

  it('deepLink_toAFileThatIsNotHeld_saysSo', () => {
    const { store, all } = mounted('files', EVENTS);
    act(() => store.go({ tab: 'files', item: '/nowhere' }));
    expect(all('file-not-held')).toHaveLength(1);
  });

  it('deepLink_toAnOldOperation_showsItInTheHistory', () => {
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView');
    const reads = Array.from({ length: 150 }, (_, i) => touch(i, MAIN, 'read', 'Read', { tool_input: {} }));
    const { all } = mounted({ tab: 'files', item: `${MAIN}@cbca1fbd-0000%20c3` }, reads);
    expect(scrolled.mock.contexts).toEqual([all('operation').find(({ dataset }) => dataset.callId === 'c3')]);
    expect(all('more')[0]?.textContent).toBe('Show the other 3 operations');
  });

  it('keys_moveFoldOpenAndClose', () => {
    const { all, press } = mounted('files', EVENTS, answers);
    press('Home');
    press('ArrowDown');
    press('ArrowLeft');
    expect(all('file-row').map(({ dataset }) => dataset.path)).toEqual(['/home/dev/acme/README.md']);
    press('ArrowRight');
    press('ArrowDown');
    press('Enter');
    expect(all('file-pane')[0]?.dataset.path).toBe(MAIN);
    press('Escape');
    expect(all('file-pane')).toHaveLength(0);
  });

  it('link_toAFileInAFoldedFolder_unfoldsIt', () => {
    const { store, all, press } = mounted('files', EVENTS, answers);
    press('Home');
    press('ArrowLeft');
    expect(all('file-row')).toHaveLength(0);
    act(() => store.go({ item: MAIN }));
    expect(all('file-row')).toHaveLength(2);
  });

  it('writeOfUnknownLines_showsNone_andAddsNoneToItsFolder', () => {
    const { all } = mounted('files', [touch(1, MAIN, 'write', 'Write', { tool_input: { file_path: MAIN } })]);
    expect(all('file-row')[0]?.querySelector('.of-lines')?.textContent.trim()).toBe('');
    expect(all('folder-row')[0]?.querySelector('.of-lines')?.textContent.trim()).toBe('');
  });

  it('folder_thatWasOnlySearched_hasNothingButTheOperation', () => {
    const asked: string[] = [];
    const search = { tool_input: { pattern: 'x', path: '/home/dev/acme/src' } };
    const { all, click } = mounted(
      'files',
      [touch(1, '/home/dev/acme/src', 'glob', 'Glob', search)],
      (url) => {
        asked.push(url);
        return answers(url);
      },
    );
    click(all('file-row')[0]);
    expect(all('sides')[0]?.children).toHaveLength(1);
    expect(all('side-operation')).toHaveLength(1);
    expect(all('side-chip')).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('noFiles_saysWhatWouldMakeSome', () => {
    const { all } = mounted('files', [event(1)]);
    expect(all('no-files')[0]?.textContent).toContain('reads, searches or changes');
  });

  it('r5_hostileNames_areText', () => {
    const hostile = `/home/<img src=x onerror="window.owned=1">/\u202e<script>/x`;
    const { root, all, click } = mounted('files', [touch(1, hostile, 'read', hostile, { tool_input: {} })]);
    click(all('file-row')[0]);
    expect(root.querySelectorAll('img, script')).toHaveLength(0);
    expect(all('file-pane')[0]?.textContent).toContain('onerror="window.owned=1"');
    expect(root.textContent).toContain('U+202E');
    expect('owned' in window).toBe(false);
  });
});
