import { effect } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { event, toolEnd, toolStart } from '../../../test/events';
import type { JsonObject } from '../../event/json';
import type { MonitorEvent } from '../../event/wire';
import { EventLog } from '../event-log';
import { Store } from '../store';
import { AS_THEY_BEGAN, clicked } from './call-order';
import { durationsOf, SPANS } from './durations';

let now = 0;

function storeWith(...events: MonitorEvent[]): Store {
  const store = new Store({ now: () => now, schedule: (task) => task() });
  store.add(events);
  return store;
}

/** A call that took `millis`. */
function call(seq: number, id: string, name: string, millis: number, more: JsonObject = {}): MonitorEvent[] {
  const start = event(seq, {
    ...more,
    type: 'hook.pre_tool',
    tool: { call_id: id, name, phase: 'start', status: 'running', duration_ms: null },
    data: { tool_name: name, tool_input: { command: `run ${id}` } },
  });
  const end = event(seq + 1, {
    ...more,
    type: 'hook.post_tool',
    tool: { call_id: id, name, phase: 'end', status: 'ok', duration_ms: millis, ...(more.end as JsonObject) },
    data: { tool_name: name, tool_response: { stdout: `said ${id}` } },
  });
  return [start, end];
}

const shown = (store: Store) => store.calls.calls.value.map(({ callId }) => callId);

describe('CallList', () => {
  it('startAndEnd_areOneRow', () => {
    const store = storeWith(toolStart(1, 'a'), toolEnd(2, 'a'));
    expect(shown(store)).toEqual(['a']);
  });

  it.each([
    ['tool:read', ['b']],
    ['status:run', ['c']],
    ['-status:ok', ['c']],
    ['agent:explore', ['b']],
    ['agent:main', ['a', 'c']],
    ['session:other', ['b']],
    ['file:readme', ['b']],
    ['"said a"', ['a']],
    ['run c', ['c']],
    ['nowhere', []],
  ])('search_%s', (search, calls) => {
    const store = storeWith(
      ...call(1, 'a', 'Bash', 5),
      ...call(3, 'b', 'Read', 5, {
        session_id: 'other',
        agent: { id: 'x1', type: 'Explore' },
        files: [{ path: '/a/README.md', op: 'read' }],
      }),
      toolStart(5, 'c', 'Bash', { command: 'run c' }),
    );
    store.calls.search.value = search;
    expect(shown(store)).toEqual(calls);
  });

  it('agentWithoutAType_goesByTheNameThatTheTreeGivesIt', () => {
    const store = storeWith(
      ...call(1, 'a', 'Read', 5, { agent: { id: 'a0c1f', type: null, parent: 'main' } }),
      ...call(3, 'b', 'Bash', 5),
    );
    expect(store.calls.choices.value.agents).toEqual([
      ['helper', 1],
      ['main', 1],
    ]);
    store.calls.search.value = 'agent:a0c1f';
    expect(shown(store)).toEqual(['a']);
  });

  it('search_statusWaits_findsWhatWaitsForTheUser', () => {
    const store = storeWith(toolStart(1, 'a'), toolStart(2, 'b'));
    const permission = { call_id: 'b', answer: 'asked', asked_at: '2026-11-22T23:00:00Z' };
    store.add([event(3, { type: 'hook.permission_request', permission })]);
    store.calls.search.value = 'status:waits';
    expect(shown(store)).toEqual(['b']);
    expect(store.calls.filter.value.query.problem).toBeNull();
    store.events.search.value = 'status:waits';
    expect(store.events.filter.value.query.problem).toContain('status:waits is none of');
  });

  it('startCameLate_standsWhereItBegan', () => {
    const [start, end] = call(1, 'late', 'Bash', 5);
    const store = storeWith(...call(3, 'b', 'Bash', 5), ...[end, start].filter((one) => one !== undefined));
    expect(shown(store)).toEqual(['late', 'b']);
    store.calls.order.value = clicked(AS_THEY_BEGAN, 'time');
    expect(shown(store)).toEqual(['b', 'late']);
  });

  it('filters_allHoldAtOnce', () => {
    const store = storeWith(
      ...call(1, 'a', 'Bash', 5),
      ...call(3, 'b', 'Bash', 500),
      ...call(5, 'c', 'Read', 5),
    );
    store.calls.tools.value = new Set(['Bash']);
    expect(shown(store)).toEqual(['a', 'b']);
    store.calls.span.value = SPANS[0] ?? null;
    expect(shown(store)).toEqual(['a']);
    store.calls.statuses.value = new Set(['failed']);
    expect(shown(store)).toEqual([]);
    expect(store.calls.isFiltered()).toBe(true);
    store.calls.clearFilters();
    expect(shown(store)).toEqual(['a', 'b', 'c']);
    expect(store.calls.isFiltered()).toBe(false);
  });

  it('filter_byStatus_followsTheCall', () => {
    const store = storeWith(toolStart(1, 'a'));
    store.calls.statuses.value = new Set(['running']);
    expect(shown(store)).toEqual(['a']);
    store.add([toolEnd(2, 'a')]);
    expect(shown(store)).toEqual([]);
    // What is chosen can be taken back.
    expect(store.calls.choices.value.statuses).toEqual([
      ['running', 0],
      ['ok', 1],
    ]);
  });

  it('toolsOfAnMcpServer_areChosenTogether', () => {
    const store = storeWith(
      ...call(1, 'a', 'mcp__github__create_issue', 1),
      ...call(3, 'b', 'mcp__github__list_issues', 1),
      ...call(5, 'c', 'mcp__postgres__query', 1),
      ...call(7, 'd', 'Bash', 1),
    );
    expect(store.calls.choices.value.tools).toEqual([
      ['Bash', 1],
      ['mcp:github', 2],
      ['mcp:postgres', 1],
    ]);
    store.calls.tools.value = new Set(['mcp:github']);
    expect(shown(store)).toEqual(['a', 'b']);
  });

  it('sessions_chosen_othersAreNotShown', () => {
    const store = storeWith(...call(1, 'a', 'Bash', 5), ...call(3, 'b', 'Bash', 5, { session_id: 'other' }));
    store.go({ sessions: new Set(['other']) });
    expect(shown(store)).toEqual(['b']);
  });

  it('order_byDuration_countsWhatRuns', () => {
    now = Date.UTC(2026, 10, 22, 23, 0, 1);
    const store = storeWith(...call(1, 'a', 'Bash', 5), toolStart(3, 'runs'), ...call(4, 'b', 'Bash', 50));
    store.calls.order.value = clicked(AS_THEY_BEGAN, 'duration');
    expect(shown(store)).toEqual(['runs', 'b', 'a']);
    store.calls.order.value = clicked(store.calls.order.value, 'duration');
    expect(shown(store)).toEqual(['a', 'b', 'runs']);
  });

  it.each([
    ['time', ['a', 'b', 'c']],
    ['tool', ['b', 'c', 'a']],
    ['what', ['a', 'b', 'c']],
    ['agent', ['b', 'a', 'c']],
  ] as const)('order_by_%s_keepsEqualOnesAsTheyWere', (column, calls) => {
    const store = storeWith(
      ...call(1, 'a', 'Write', 5),
      ...call(3, 'b', 'Bash', 5, { agent: { id: 'x1', type: 'Explore' } }),
      ...call(5, 'c', 'Bash', 5),
    );
    store.calls.order.value = { column, descending: false };
    expect(shown(store)).toEqual(calls);
  });

  it('summary_tellsDurationsSlowestAndWaits', () => {
    now = Date.UTC(2026, 10, 22, 23, 0, 1);
    const asked = new Date(now - 400).toISOString();
    const store = storeWith(
      ...call(1, 'a', 'Bash', 5),
      ...call(3, 'b', 'Bash', 2_000, {
        permission: { call_id: 'b', answer: 'granted', asked_at: asked, waited_ms: 8_892 },
      }),
      toolStart(5, 'c'),
      event(6, {
        type: 'hook.permission_request',
        permission: { call_id: 'c', answer: 'asked', asked_at: asked, waited_ms: null },
      }),
    );
    const { durations, slowest, waits } = store.calls.summary.value;
    expect(durations).toMatchObject({ known: 2, median: 5, p95: 2_000, longest: 2_000 });
    expect(slowest.map(({ callId }) => callId)).toEqual(['b', 'c', 'a']);
    expect(waits).toMatchObject({ asked: 2, denied: 0, total: 8_892 });
    expect(waits.longest?.callId).toBe('b');
    expect(waits.waiting.map(({ callId }) => callId)).toEqual(['c']);
  });

  it('largeList_isSummedUpWithTheClockAndOnlyWhenItHasChanged', () => {
    now = 1_000;
    const many = Array.from({ length: 5_001 }, (_, i) => call(2 * i + 1, `c${i}`, 'Bash', 5)).flat();
    const store = storeWith(...many);
    // As a view does that is open.
    const seen: number[] = [];
    const stop = effect(() => void seen.push(store.calls.summary.value.durations.known));
    const { durations, waits } = store.calls.summary.value;
    store.tick();
    now = 2_000;
    store.tick();
    expect(store.calls.summary.value.durations).toBe(durations);
    expect(store.calls.summary.value.waits).toBe(waits);

    store.add(call(20_001, 'last', 'Bash', 5));
    expect(store.calls.summary.value.durations).toBe(durations);
    now = 3_000;
    store.tick();
    expect(store.calls.summary.value.durations.known).toBe(5_002);
    expect(seen.at(-1)).toBe(5_002);
    stop();
  });

  it('forgottenCalls_leaveTheList', () => {
    const log = new EventLog({ items: 2, weight: 1e9 });
    const store = new Store({ now: () => now, schedule: (task) => task(), log });
    store.add(call(1, 'a', 'Bash', 5));
    expect(shown(store)).toEqual(['a']);
    store.add(call(3, 'b', 'Bash', 5));
    expect(shown(store)).toEqual(['b']);
  });

  it('durationsOf_noCall_saysNothing', () => {
    expect(durationsOf([])).toMatchObject({ known: 0, median: null, p95: null, longest: null });
  });

  it('callAskedFor_isReachedAndHeldStill', () => {
    const store = storeWith(toolStart(1, 'a'), toolStart(2, 'b'));
    store.go({ tab: 'tools', item: 'cbca1fbd-0000 a' });
    expect([store.calls.active.value, store.calls.following.value]).toEqual(['cbca1fbd-0000 a', false]);
    store.go({ item: null });
    expect(store.calls.active.value).toBe('cbca1fbd-0000 a');
  });
});

describe('durations', () => {
  it('everyDuration_fallsIntoOneSpan', () => {
    const calls = [0, 9, 10, 29.5, 999_999_999].map((millis) => {
      const store = storeWith(...call(1, 'a', 'Bash', millis));
      return store.account.calls.all();
    });
    const { counts } = durationsOf(calls.flat());
    expect(counts).toEqual([2, 2, 0, 0, 0, 0, 0, 0, 0, 1]);
  });
});
