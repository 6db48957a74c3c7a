import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import type { Access } from './access';
import { Daemon } from './daemon';

const SERVED: Access = { token: 'secret', origin: 'http://127.0.0.1:8765', fromDisk: false };

function daemon(access: Access | null, reply: () => Promise<Response>) {
  const asked: [string, RequestInit][] = [];
  const asks = new Daemon(signal(access), (url, init) => {
    asked.push([url, init]);
    return reply();
  });
  return { asks, asked };
}

const replies = (status: number, text: string) => () => Promise.resolve(new Response(text, { status }));

describe('Daemon', () => {
  it('get_bringsTheTokenInAHeaderAndEncodesTheQuery', async () => {
    const { asks, asked } = daemon(SERVED, replies(200, '{"sessions":[]}'));
    expect(await asks.get('/api/v1/sessions', { q: 'a b&c' })).toEqual({ ok: true, value: { sessions: [] } });
    expect(asked[0]?.[0]).toBe('http://127.0.0.1:8765/api/v1/sessions?q=a+b%26c');
    expect(asked[0]?.[1].headers).toEqual({ Authorization: 'Bearer secret' });
  });

  it.each([
    [403, '{"success":false,"error":"not in a folder of a session"}', 'not in a folder of a session'],
    [400, 'limit is 0, allowed are 1 to 1000\n', 'limit is 0, allowed are 1 to 1000'],
    [500, '', 'HTTP 500'],
  ])('get_refused_%d_saysWhy', async (status, text, error) => {
    const { asks } = daemon(SERVED, replies(status, text));
    expect(await asks.get('/x')).toEqual({ ok: false, status, error });
  });

  it('get_nobodyAnswers_isAnAnswerToo', async () => {
    const { asks } = daemon(SERVED, () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await asks.get('/x')).toMatchObject({ ok: false, status: null });
  });

  it.each([[null], [{ ...SERVED, fromDisk: true }]])('get_noDaemonToAsk_asksNobody %#', async (access) => {
    const { asks, asked } = daemon(access, replies(200, '{}'));
    expect(asks.canBeAsked).toBe(false);
    expect((await asks.get('/x')).ok).toBe(false);
    expect(asked).toEqual([]);
  });
});
