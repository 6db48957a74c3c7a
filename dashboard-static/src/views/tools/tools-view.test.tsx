import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { event, toolEnd, toolStart } from '../../../test/events';
import { act, DeafObserver, mounted, unmountAll } from '../../../test/mounted';
import type { MonitorEvent } from '../../event/wire';
import { ROW_HEIGHTS } from '../../state/preferences';

const SESSION = 'cbca1fbd-0000';

const CALLS = [
  toolStart(1, 'a', 'Bash', { command: 'ls -la' }),
  toolEnd(2, 'a'),
  toolStart(3, 'b', 'Read', { file_path: '/home/dev/acme/README.md' }),
  toolEnd(4, 'b', 'failed', 'Read'),
  toolStart(5, 'c', 'Agent', { prompt: 'look' }),
];

describe('ToolsView', () => {
  beforeEach(() => void vi.stubGlobal('ResizeObserver', DeafObserver));
  afterEach(() => {
    unmountAll();
    vi.unstubAllGlobals();
  });

  it('hiddenCharacter_isSeenInTheRow_theDetails_andTheEventsRow', () => {
    const command = 'echo safe # \u202e rm -rf ~';
    const call = toolStart(1, 'a', 'Bash', { command });
    const tools = mounted({ tab: 'tools', item: 'cbca1fbd-0000 a' }, [call]);
    const events = mounted({ tab: 'events', item: 'event-1' }, [call]);
    for (const { root } of [tools, events]) {
      expect(root.querySelector('.summary')?.textContent).toBe('echo safe # U+202E rm -rf ~');
      expect(root.textContent).not.toContain('\u202e');
    }
    expect(events.root.querySelector('.line:not(.head) .about')?.textContent).toMatch(/^Bash echo/);
  });

  it('calls_areOneRowEachWithStatusAndDuration', () => {
    const { all } = mounted('tools', CALLS);
    expect(all('call-row').map(({ dataset }) => [dataset.callId, dataset.status])).toEqual([
      ['a', 'ok'],
      ['b', 'failed'],
      ['c', 'running'],
    ]);
    expect(all('call-row')[0]?.textContent).toContain('18 ms');
  });

  it('commandInBackground_saysSo_untilItsEndIsTold', () => {
    const told = (seq: number, status: string) => event(seq, { background: [{ call_id: 'a', status }] });
    const shown = (...events: MonitorEvent[]) => {
      const { all } = mounted('tools', [...CALLS, ...events]);
      const text = all('call-row')[0]?.querySelector('.of-status')?.textContent;
      unmountAll();
      return text;
    };
    expect(shown(told(6, 'running'))).toBe('in background');
    expect(shown(told(6, 'running'), told(7, 'failed'))).toBe('failed');
  });

  it('runningCall_counts', () => {
    const { all } = mounted('tools', CALLS);
    expect(all('call-row')[2]?.querySelector('.of-duration')?.textContent).toBe('5.00 s');
  });

  it('resized_inAnotherOrderThanTheirs_staysWhereItIs', () => {
    const observing = new Set<() => void>();
    class Observer extends DeafObserver {
      constructor(measure: () => void) {
        super();
        observing.add(measure);
        this.disconnect = () => void observing.delete(measure);
      }
    }
    vi.stubGlobal('ResizeObserver', Observer);
    const { root, all, click } = mounted('tools', CALLS);
    click(all('order-by').find(({ dataset }) => dataset.column === 'duration'));
    const rows = root.querySelector('.rows');
    if (rows !== null) rows.scrollTop = 20;
    act(() => observing.forEach((measure) => measure()));
    expect(rows?.scrollTop).toBe(20);
  });

  it('row_clicked_showsInputAndOutputAndIsInTheRoute', () => {
    const { store, all, click } = mounted('tools', CALLS);
    click(all('call-row')[0]);
    expect(all('detail')[0]?.dataset.callId).toBe('a');
    expect(all('terminal')[0]?.textContent).toContain('ls -la');
    expect(store.route.value.item).toBe('cbca1fbd-0000 a');
  });

  it('deepLink_toACallThatIsNotHeld_saysSo', () => {
    const { store, all } = mounted('tools', CALLS);
    act(() => store.go({ tab: 'tools', item: 'cbca1fbd-0000 gone' }));
    expect(all('call-not-held')).toHaveLength(1);
    act(() => store.add([toolStart(9, 'gone')]));
    expect(all('detail')[0]?.dataset.callId).toBe('gone');
  });

  it('openCall_ends_showsItsEndAtOnce', () => {
    const { store, all, click } = mounted('tools', CALLS);
    click(all('call-row')[2]);
    expect(all('detail')[0]?.textContent).toContain('running');
    act(() => store.add([toolEnd(9, 'c', 'interrupted', 'Agent')]));
    expect(all('detail')[0]?.textContent).toContain('interrupted');
  });

  it('keys_moveOpenAndClose', () => {
    const { all, press } = mounted('tools', CALLS);
    press('Home');
    press('ArrowDown');
    expect(all('detail')).toHaveLength(0);
    press('Enter');
    expect(all('detail')[0]?.dataset.callId).toBe('b');
    press('ArrowUp');
    expect(all('detail')[0]?.dataset.callId).toBe('a');
    press('Escape');
    expect(all('detail')).toHaveLength(0);
  });

  it('chips_narrowTheListAndTheWayOutIsNamed', () => {
    const { store, root, all, click } = mounted('tools', CALLS);
    click(root.querySelector('[data-testid=tool-chip][data-value=Read]'));
    expect(all('call-row').map(({ dataset }) => dataset.callId)).toEqual(['b']);
    click(root.querySelector('[data-testid=status-chip][data-value=running]'));
    expect(all('nothing-matches')).toHaveLength(1);
    click(all('clear-filters')[0]);
    expect(all('call-row')).toHaveLength(3);
    expect(store.calls.isFiltered()).toBe(false);
  });

  it('heads_orderTheListAndSaySo', () => {
    const { root, all, click } = mounted('tools', CALLS);
    click(root.querySelector('[data-column=tool]'));
    expect(all('call-row').map(({ dataset }) => dataset.callId)).toEqual(['c', 'a', 'b']);
    expect(root.querySelector('[aria-sort]')?.textContent).toBe('Tool');
    expect(root.querySelector('[aria-sort]')?.getAttribute('aria-sort')).toBe('ascending');
  });

  it('keysOnAHead_areTheButtons', () => {
    const { store, root, all } = mounted({ tab: 'tools' }, CALLS);
    store.calls.active.value = `${SESSION} a`;
    const head = root.querySelector('[data-column=tool]');
    const taken = ['Enter', 'ArrowDown', 'End'].filter(
      (key) => !head?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
    );
    expect(taken).toEqual([]);
    expect(store.calls.active.value).toBe(`${SESSION} a`);
    expect(all('detail')).toEqual([]);
  });

  it('bar_clicked_showsTheCallsOfItsDuration', () => {
    const { root, all, click } = mounted('tools', CALLS);
    click(root.querySelector('[title="2 calls from 10 ms to 30 ms"]'));
    expect(all('call-row').map(({ dataset }) => dataset.callId)).toEqual(['a', 'b']);
  });

  it('slowest_leadsToItsCall', () => {
    const { all } = mounted('tools', CALLS);
    const link = all('slowest')[0]?.querySelector('a');
    expect(link?.getAttribute('href')).toBe('#/session/all/tools/cbca1fbd-0000%20c');
  });

  it('callWaitingForPermission_saysSo', () => {
    const { all } = mounted('tools', [
      ...CALLS,
      event(6, {
        type: 'hook.permission_request',
        permission: { call_id: 'c', answer: 'asked', asked_at: '2026-11-22T23:00:01Z', waited_ms: null },
      }),
    ]);
    expect(all('call-row')[2]?.textContent).toContain('waits for you');
    expect(all('waits')[0]?.textContent).toContain('4.00 s');
  });

  it('paused_holdsTheListStillAndCountsWhatIsNew', () => {
    const { store, all, click } = mounted('tools', CALLS);
    act(() => store.pause(true));
    act(() => store.add([toolEnd(8, 'c', 'ok', 'Agent'), toolStart(9, 'd')]));
    expect(all('call-row').map(({ dataset }) => [dataset.callId, dataset.status])).toEqual([
      ['a', 'ok'],
      ['b', 'failed'],
      ['c', 'ok'],
    ]);
    expect(all('new-pill')[0]?.textContent).toBe('1 new');
    click(all('new-pill')[0]);
    expect(all('call-row')).toHaveLength(4);
  });

  it('deepLink_marksItsRowAndHoldsTheList', () => {
    const { store, all } = mounted('tools', CALLS);
    act(() => store.go({ item: 'cbca1fbd-0000 b' }));
    expect(all('call-row').find((row) => row.getAttribute('aria-selected') === 'true')?.dataset.callId).toBe(
      'b',
    );
    expect(store.calls.following.value).toBe(false);
  });

  it('end_whileACallIsOpen_follows', () => {
    const { store, press } = mounted({ tab: 'tools', item: `${SESSION} a` }, CALLS);
    press('End');
    expect(store.route.value.item).toBe(`${SESSION} c`);
    expect(store.calls.following.value).toBe(true);
  });

  it('noCalls_saysWhatWouldMakeSome', () => {
    const { store, all, click } = mounted('tools', [event(1)]);
    expect(all('no-calls')[0]?.textContent).toContain('PreToolUse');
    act(() => store.go({ sessions: new Set(['cbca1fbd-0000']) }));
    click(all('no-calls')[0]?.querySelector('button'));
    expect(store.route.value.sessions.size).toBe(0);
  });

  it.each([
    ['time', 10],
    ['tool', 5],
    ['what', 0],
  ] as const)('callsLeave_orderedBy_%s_whatIsReadStandsStill', (column, before) => {
    const calls = Array.from({ length: 40 }, (_, i) => {
      const { raw } = toolStart(i, `call-${i}`, i % 2 === 0 ? 'Bash' : 'Read', { command: `run ${99 - i}` });
      return event(i, { ...raw, session_id: i < 10 ? 'old' : 'new' });
    });
    vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(40 * ROW_HEIGHTS.comfortable);
    const { store, root } = mounted('tools', calls);
    act(() => {
      store.calls.order.value = { column, descending: false };
      store.calls.following.value = false;
    });
    const rows = root.querySelector('.rows') ?? root;
    const scrolled = () => rows.scrollTop / ROW_HEIGHTS.comfortable;
    rows.scrollTop = 15 * ROW_HEIGHTS.comfortable;
    act(() => void rows.dispatchEvent(new Event('scroll')));
    act(() => store.forget('old'));
    expect(scrolled()).toBe(15 - before);
  });

  it('manyCalls_onlyAWindowOfRowsIsInTheDocument', () => {
    const calls = Array.from({ length: 10_000 }, (_, i) => [
      toolStart(2 * i, `call-${i}`),
      toolEnd(2 * i + 1, `call-${i}`),
    ]).flat();
    const { all } = mounted('tools', calls);
    expect(all('call-row').length).toBeLessThan(100);
    expect(all('call-row').at(-1)?.dataset.callId).toBe('call-9999');
  });
});
