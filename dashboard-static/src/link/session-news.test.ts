import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { event } from '../../test/events';
import { Store } from '../state/store';
import type { Access } from './access';
import { Daemon } from './daemon';
import { NEWS_EVERY_MILLIS, SessionNews } from './session-news';

function setUp() {
  const store = new Store({ now: () => 0, schedule: (task) => task() });
  let asked = 0;
  const access = signal<Access | null>({ token: 't', origin: 'http://127.0.0.1:1', fromDisk: false });
  const daemon = new Daemon(access, (url) => {
    if (url.endsWith('/events?limit=1')) return Promise.resolve(new Response('{"first_held":11}'));
    asked++;
    const usage = { input_tokens: 20, output_tokens: 5, cache_read_tokens: 300, cache_creation_tokens: 0 };
    const session = { session_id: 'cbca1fbd-0000', title: 'Fix it', git_branch: 'main', errors: 3, usage };
    return Promise.resolve(new Response(JSON.stringify({ sessions: [session, 'nonsense'] })));
  });
  const due: { millis: number; task: () => void }[] = [];
  const after = (millis: number, task: () => void) => {
    const entry = { millis, task };
    due.push(entry);
    return () => {
      const index = due.indexOf(entry);
      if (index >= 0) due.splice(index, 1);
    };
  };
  let seen = true;
  const news = new SessionNews(store, daemon, after, () => seen);
  const pass = async () => {
    due.shift()?.task();
    // The answer, its text, and what follows are promises one after the other.
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
  return { store, news, due, pass, asked: () => asked, hide: () => (seen = false) };
}

describe('SessionNews', () => {
  it('start_tellsTheStoreWhatTheDaemonKnows', async () => {
    const { store, news, due, pass } = setUp();
    store.add([event(1)]);
    news.start();
    await pass();
    expect(store.session('cbca1fbd-0000')).toMatchObject({
      title: 'Fix it',
      branch: 'main',
      errors: 3,
      usage: { tokens: 325, contextFill: null, cost: null },
    });
    expect(due.map(({ millis }) => millis)).toEqual([NEWS_EVERY_MILLIS]);
  });

  it('olderEvents_areCountedOnce', async () => {
    const { store, news, pass } = setUp();
    store.addOlder(30);
    news.start();
    await pass();
    await pass();
    expect(store.log.at(0)).toMatchObject({ gap: { from: 11, to: 30, count: 20 } });
  });

  it('usageEvent_isShownAtOnce_andUnknownStaysUnknown', () => {
    const { store } = setUp();
    store.add([event(1)]);
    const cost = { usd: null, estimate: true, prices_of: '2026-10-24' };
    store.tellUsage({ session_id: 'cbca1fbd-0000', input_tokens: 7, context: { fill: 0.25 }, cost });
    const known = { tokens: 7, contextFill: 0.25, cost: null };
    expect(store.session('cbca1fbd-0000')).toMatchObject({ usage: known });
    store.tellUsage({ session_id: 'cbca1fbd-0000', input_tokens: 8, cost: { ...cost, usd: 0.5 } });
    expect(store.session('cbca1fbd-0000')?.usage).toEqual({
      tokens: 8,
      contextFill: null,
      cost: { usd: 0.5, pricesOf: '2026-10-24' },
      agents: new Map(),
    });
    const agent = {
      agent_id: 'a1',
      input_tokens: 1,
      cache_read_tokens: 30,
      cost_usd: 0.02,
      models: ['m', 3],
    };
    store.tellUsage({
      session_id: 'cbca1fbd-0000',
      agents: [
        { ...agent, context: { fill: 0.9, window: 200_000 } },
        'nonsense',
        { agent_id: 'a2', cost_usd: null },
      ],
    });
    expect(store.usageOf({ session: 'cbca1fbd-0000', id: 'a1' })).toEqual({
      tokens: 31,
      split: { input: 1, output: 0, cacheRead: 30, cacheCreation: 0 },
      contextFill: 0.9,
      contextWindow: 200_000,
      usd: 0.02,
      models: ['m'],
    });
    expect(store.usageOf({ session: 'cbca1fbd-0000', id: 'a2' })).toMatchObject({ tokens: null, usd: null });
    store.tellUsage('nonsense');
    expect(store.told.value.size).toBe(1);
  });

  it('nothingHappened_orNobodyLooks_asksNobody', async () => {
    const { store, news, pass, asked, hide } = setUp();
    news.start();
    await pass();
    await pass();
    expect(asked()).toBe(1);
    store.add([event(1)]);
    hide();
    await pass();
    expect(asked()).toBe(1);
  });

  it('stop_nothingIsDue', () => {
    const { news, due } = setUp();
    news.start();
    news.stop();
    expect(due).toEqual([]);
  });
});
