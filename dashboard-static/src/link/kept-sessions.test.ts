import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { event } from '../../test/events';
import { Store } from '../state/store';
import type { Access } from './access';
import { Daemon } from './daemon';
import { forgetSession, keptSessions, linesOf } from './kept-sessions';

const SERVED: Access = { token: 'secret', origin: 'http://127.0.0.1:8765', fromDisk: false };

function world(status: number, text: string, fromDisk = false) {
  const asked: string[] = [];
  const daemon = new Daemon(signal({ ...SERVED, fromDisk }), (url, { method }) => {
    asked.push(`${method ?? ''} ${url}`);
    return Promise.resolve(new Response(text, { status }));
  });
  const store = new Store({ now: () => 0, schedule: (task) => task() });
  store.add([event(1, { session_id: 'a' }), event(2, { session_id: 'b' })]);
  return { asked, daemon, store };
}

describe('kept sessions', () => {
  it('servedPage_listsWhatTheDaemonKeeps_newestFirst', async () => {
    const sessions = [
      { session_id: 'old', cwd: '/home/dev/shop/', state: 'gone', events: 3, errors: 1 },
      { session_id: 'new', title: 'Fix it', state: 'strange', last_activity: '2026-11-22T23:00:00Z' },
      { title: 'without an id' },
    ];
    const { daemon, store } = world(200, JSON.stringify({ sessions }));
    const answer = await keptSessions(daemon, store);
    expect(answer.ok && answer.value).toMatchObject([
      { id: 'new', title: 'Fix it', project: 'unknown folder', state: 'done', events: 0 },
      { id: 'old', title: null, project: 'shop', state: 'gone', events: 3, errors: 1 },
    ]);
  });

  it('pageFromDisk_listsAndSavesWhatItHolds', async () => {
    const { asked, daemon, store } = world(200, '', true);
    const answer = await keptSessions(daemon, store);
    expect(answer.ok && answer.value.map(({ id, events }) => [id, events])).toEqual([
      ['b', 1],
      ['a', 1],
    ]);
    const lines = await linesOf(daemon, store, 'a');
    expect(lines.ok && (JSON.parse(lines.value) as unknown)).toMatchObject({ seq: 1, session_id: 'a' });
    expect(asked).toEqual([]);
  });

  it('lines_nobodyAnswers_areWhatThePageHolds_andSaySo', async () => {
    const { store } = world(200, '');
    const daemon = new Daemon(signal(SERVED), () => Promise.reject(new TypeError('Failed to fetch')));
    const lines = await linesOf(daemon, store, 'b');
    expect(lines.ok && (JSON.parse(lines.value) as unknown)).toMatchObject({ seq: 2, session_id: 'b' });
    expect(lines.note).toContain('what the page holds');
    expect(await linesOf(daemon, store, 'unknown')).toMatchObject({ ok: false });
  });

  it('lines_daemonRefuses_areNotThoseOfThePage', async () => {
    const { daemon, store } = world(503, '{"error":"busy"}');
    expect(await linesOf(daemon, store, 'a')).toMatchObject({ ok: false, error: 'busy' });
  });

  it('forget_daemonAgrees_sessionLeavesThePage', async () => {
    const { asked, daemon, store } = world(200, '{"forgotten":1}');
    store.go({ sessions: new Set(['a', 'b']) });
    expect((await forgetSession(daemon, store, 'a')).ok).toBe(true);
    expect(asked).toEqual(['DELETE http://127.0.0.1:8765/api/v1/sessions/a']);
    expect(store.account.sessions.newestFirst().map(({ id }) => id)).toEqual(['b']);
    expect([...store.sessions.value]).toEqual(['b']);
  });

  it('forget_daemonRefuses_sessionStays', async () => {
    const { daemon, store } = world(503, '{"error":"the disk is full"}');
    expect(await forgetSession(daemon, store, 'a')).toMatchObject({ ok: false, error: 'the disk is full' });
    expect(store.account.sessions.size).toBe(2);
  });
});
