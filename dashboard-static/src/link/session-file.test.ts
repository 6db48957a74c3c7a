import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import type { Access } from './access';
import { Daemon } from './daemon';
import { fileNow, gitChange } from './session-file';

const ACCESS: Access = { token: 't', origin: 'http://127.0.0.1:1', fromDisk: false };
const { signal: never } = new AbortController();

function daemonThat(status: number, body: unknown, access: Access | null = ACCESS) {
  const asked: string[] = [];
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const daemon = new Daemon(signal(access), (url) => {
    asked.push(url);
    return Promise.resolve(new Response(text, { status }));
  });
  return { daemon, asked };
}

describe('fileNow', () => {
  it('file_isRead', async () => {
    const { daemon, asked } = daemonThat(200, {
      success: true,
      content: '',
      file_size: 0,
      encoding: 'utf-8',
    });
    const reply = await fileNow(daemon, { path: '/a b/ü&x.txt', folder: '/a b' }, never);
    expect(reply).toEqual({ ok: true, value: { content: '', size: 0, encoding: 'utf-8' } });
    expect(asked).toEqual(['http://127.0.0.1:1/api/file-content?file_path=%2Fa+b%2F%C3%BC%26x.txt']);
  });

  it('relativePath_isAskedForWithItsFolder', async () => {
    const { daemon, asked } = daemonThat(200, {});
    await fileNow(daemon, { path: 'a.txt', folder: '/work' }, never);
    expect(asked[0]).toContain('working_dir=%2Fwork');
  });

  it.each([
    [403, { success: false, error: 'The file lies outside of the folders of its session' }, 'outside'],
    [413, { success: false, error: 'The file has 2000000 bytes' }, '2000000'],
    [415, { success: false, error: 'The file is binary' }, 'binary'],
    [400, 'file_path is missing', 'file_path is missing'],
    [401, '', 'another token'],
    [500, '', 'HTTP 500'],
  ])('answer_%d_saysWhy', async (status, body, words) => {
    const { daemon } = daemonThat(status, body);
    const reply = await fileNow(daemon, { path: '/a', folder: null }, never);
    expect(reply.ok ? '' : reply.error).toContain(words);
  });

  it('pageFromTheDisk_isNotAskedForAnything', async () => {
    const { daemon, asked } = daemonThat(200, {}, { ...ACCESS, fromDisk: true });
    expect(await fileNow(daemon, { path: '/a', folder: null }, never)).toMatchObject({ ok: false });
    expect(asked).toEqual([]);
  });
});

describe('gitChange', () => {
  it('commit_isNamedOnlyWhereThereIsOne', async () => {
    const commit = daemonThat(200, { diff: '@@', commit_hash: 'abc', method: 'timestamp_based' });
    const place = { path: '/a', folder: null };
    expect(await gitChange(commit.daemon, place, Date.UTC(2026, 0, 1), never)).toEqual({
      ok: true,
      value: { diff: '@@', method: 'timestamp_based', commit: 'abc' },
    });
    expect(commit.asked[0]).toContain('timestamp=2026-01-01T00%3A00%3A00.000Z');
    const none = daemonThat(200, { diff: '@@', commit_hash: 'unstaged_changes', method: 'unstaged_changes' });
    expect(await gitChange(none.daemon, place, NaN, never)).toMatchObject({ value: { commit: null } });
    expect(none.asked[0]).not.toContain('timestamp');
  });
});
