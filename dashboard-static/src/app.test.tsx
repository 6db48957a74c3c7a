import { render } from 'preact';
import { act as actLater } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toolEnd, toolStart, event, events } from '../test/events';
import { App } from './app';
import { Daemon } from './link/daemon';
import { Link, type Wire } from './link/link';
import { loadPreferences } from './state/preferences';
import { LookBack } from './state/look-back/look-back';
import { Store } from './state/store';

const HOSTILE = `<img src=x onerror="window.owned=1"><script>window.owned=2</script>"'&lt;\u202e`;

const deafWire: Wire = { on: () => 0, emit: () => 0, connect: () => 0, disconnect: () => 0 };

/** A running call of an agent of its own, on a file of its own. */
function callOf(seq: number, id: string) {
  const agent = { id, type: id, parent: 'main' };
  return event(seq, { ...toolStart(seq, id).raw, agent, files: [{ path: `/${id}`, op: 'edit' }] });
}

/** Nothing these tests do is asynchronous, so there is no promise to wait for. */
function act(change: () => void): void {
  void actLater(change);
}

/** @param rendering by default, everything has been done that is due after the first frame */
function mount({ hasPresent = true, rendering = act } = {}) {
  const store = new Store({ now: () => Date.now(), schedule: (task) => task() });
  const link = new Link(store, () => deafWire, { now: () => 0, after: () => () => undefined });
  const daemon = new Daemon(link.access, () => Promise.reject(new Error('nobody there')));
  const root = document.createElement('div');
  document.body.append(root);
  const lookBack = new LookBack({ schedule: (task) => task(), route: store.route }, hasPresent);
  const preferences = loadPreferences(null, true);
  rendering(() =>
    render(
      <App store={store} link={link} daemon={daemon} lookBack={lookBack} preferences={preferences} />,
      root,
    ),
  );
  const all = (testId: string) => [...root.querySelectorAll<HTMLElement>(`[data-testid=${testId}]`)];
  const press = (key: string, target: EventTarget = document.body) =>
    act(
      () => void target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
    );
  return { store, link, lookBack, rail: preferences.rail, root, all, press };
}

type Mounted = ReturnType<typeof mount>;

describe('App', () => {
  beforeEach(() => {
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe = () => undefined;
        disconnect = () => undefined;
      },
    );
  });
  afterEach(() => {
    for (const child of [...document.body.children]) {
      render(null, child);
      child.remove();
    }
    vi.unstubAllGlobals();
  });

  it('shownCount_isOfTheListThatIsShown', () => {
    const { store, all } = mount();
    act(() => store.add([toolStart(1, 'a'), toolEnd(2, 'a'), event(3)]));
    const shown = () => all('shown-count').map((element) => element.textContent);
    expect(shown()).toEqual(['3 shown']);
    act(() => store.go({ tab: 'tools' }));
    expect(shown()).toEqual(['1 shown']);
    act(() => store.go({ tab: 'history' }));
    expect(shown()).toEqual([]);
  });

  it('keys_countBeforeTheFirstFrame', () => {
    const { store, press } = mount({ rendering: (change) => change() });
    press('?');
    expect(store.dialog.value).toBe('help');
  });

  it('sessionChosenByKeys_isBroughtIntoSight', () => {
    const { store, press } = mount();
    act(() => store.add([event(1, { session_id: 'a' }), event(2, { session_id: 'b' })]));
    const seen: (string | undefined)[] = [];
    vi.spyOn(HTMLElement.prototype, 'scrollIntoView').mockImplementation(function (this: HTMLElement) {
      seen.push(this.dataset.sessionId);
    });
    press(']');
    press(']');
    expect(seen).toEqual(['b', 'a']);
  });

  it('lookingBack_showsThatMomentUntilBackToLive', () => {
    const { store, lookBack, all } = mount();
    act(() => store.add([event(9)]));
    act(() => lookBack.open({ name: 'old', events: [event(1), event(2)], usages: [], unreadable: 0 }));
    const rows = () => all('event-row').map((row) => row.dataset.eventId);
    expect(rows()).toEqual(['event-1', 'event-2']);
    act(() => lookBack.playback.value?.seek(0));
    expect(rows()).toEqual(['event-1']);
    act(() => all('back-to-live')[0]?.click());
    expect(rows()).toEqual(['event-9']);
    expect(all('look-back')).toEqual([]);
  });

  it.each([
    ['agents', 'agent-row', 'agentId', 'now', 'a,b', 'a'],
    ['tools', 'call-row', 'callId', 'now', 'a,b', 'a'],
    ['files', 'file-row', 'path', '/now', '/a,/b', '/a'],
    ['timeline', 'timeline', 'bars', '1', '2', '1'],
  ])('lookingBack_%s_showsItsMoment_andThenThePresent', (tab, testId, data, present, end, before) => {
    const { store, lookBack, root, all } = mount();
    const shown = () =>
      all(testId)
        .map(({ dataset }) => dataset[data])
        .join();
    act(() => {
      store.add([callOf(9, 'now')]);
      store.go({ tab });
    });
    expect(shown()).toBe(present);
    act(() =>
      lookBack.open({ name: 'old', events: [callOf(1, 'a'), callOf(5, 'b')], usages: [], unreadable: 0 }),
    );
    expect(shown()).toBe(end);
    const list = root.querySelector('.rows, .timeline');
    act(() => lookBack.playback.value?.seek(0));
    expect(shown()).toBe(before);
    // The same element: it stays where it is scrolled to, and what is unfolded in it stays so.
    expect(root.querySelector('.rows, .timeline')).toBe(list);
    act(() => lookBack.playback.value?.seek(Infinity));
    expect(shown()).toBe(end);
    act(() => lookBack.backToLive());
    expect(shown()).toBe(present);
  });

  it('lookingBack_timeline_zoomsWhatItShows', () => {
    const { store, lookBack, all } = mount();
    const turnTheWheel = () =>
      act(() => void all('timeline')[0]?.dispatchEvent(new WheelEvent('wheel', { deltaY: -100 })));
    act(() => {
      store.add([callOf(9, 'now')]);
      store.go({ tab: 'timeline' });
      lookBack.open({ name: 'old', events: [callOf(1, 'a'), callOf(5, 'b')], usages: [], unreadable: 0 });
    });
    const past = lookBack.playback.value?.store.timeline;
    act(() => lookBack.playback.value?.seek(0));
    turnTheWheel();
    expect([past?.mode.value, store.timeline.mode.value]).toEqual(['part', 'all']);
    act(() => lookBack.backToLive());
    turnTheWheel();
    expect(store.timeline.mode.value).toBe('part');
  });

  it.each([true, false])('lookingBack_paletteClearsThePresentOnly_whereThereIsOne_%s', (hasPresent) => {
    const { store, lookBack, root, all, press } = mount({ hasPresent });
    act(() => {
      store.add([event(9)]);
      lookBack.open({ name: 'old', events: [event(1)], usages: [], unreadable: 0 });
    });
    act(() => all('open-palette')[0]?.click());
    const field = root.querySelector<HTMLInputElement>('[data-testid=palette-input]');
    act(() => {
      if (field !== null) field.value = 'clear this page';
      field?.dispatchEvent(new Event('input', { bubbles: true }));
    });
    press('Enter', field ?? root);
    expect(lookBack.playback.value?.store.log.counts.held).toBe(1);
    expect(store.log.counts.held).toBe(hasPresent ? 0 : 1);
  });

  it('lookingBack_begunInHistory_staysThere', () => {
    const { store, lookBack, all } = mount();
    act(() => store.go({ tab: 'history' }));
    const history = all('history')[0];
    act(() => lookBack.open({ name: 'old', events: [event(1)], usages: [], unreadable: 0 }));
    act(() => lookBack.backToLive());
    expect(all('history')[0]).toBe(history);
  });

  it('events_arrive_oneRowEach', () => {
    const { store, all } = mount();
    act(() => store.add([event(1), toolStart(2, 'a'), toolEnd(3, 'a')]));
    expect(all('event-row').map((row) => row.dataset.eventId)).toEqual(['event-1', 'event-2', 'event-3']);
    expect(all('event-row')[2]?.textContent).toContain('18 ms');
  });

  it('hostileText_everywhere_isShownAsText', () => {
    const { store, root, all, press } = mount();
    const hostile = toolStart(1, 'a', HOSTILE, { command: HOSTILE, [HOSTILE]: HOSTILE });
    const raw = {
      ...hostile.raw,
      type: HOSTILE,
      session_id: HOSTILE,
      cwd: `/x/${HOSTILE}`,
      agent: { id: HOSTILE, type: HOSTILE },
    };
    act(() => store.add([event(1, raw)]));
    act(() => store.events.selectAt(0));
    press('Enter', root.querySelector('[role=grid]') ?? root);
    expect(root.querySelectorAll('img, script')).toHaveLength(0);
    expect(all('event-row')[0]?.textContent).toContain('<img src=x onerror=');
    expect(all('detail')[0]?.textContent).toContain('<script>window.owned=2</script>');
    expect('owned' in window).toBe(false);
  });

  it('hundredThousandEvents_onlyAWindowOfRowsIsInTheDocument', () => {
    const { store, all } = mount();
    act(() => store.add(events(1, 100_000)));
    expect(all('event-row').length).toBeLessThan(100);
    expect(all('event-row').at(-1)?.dataset.eventId).toBe('event-100000');
    expect(all('held-count')[0]?.textContent).toBe('100,000 held');
  });

  it('gap_standsInItsPlace', () => {
    const { store, root, all } = mount();
    act(() => {
      store.add([event(1)]);
      store.addGap({ stream: null, from: 2, to: 413, count: 412, reason: 'forgotten' });
      store.add([event(414)]);
    });
    expect(all('gap-row')[0]?.textContent).toContain('412 events (#2 to #413) not kept by the daemon');
    expect(
      [...root.querySelectorAll('.rows-window > *')].map((row) => row.getAttribute('data-testid')),
    ).toEqual(['event-row', 'gap-row', 'event-row']);
  });

  it('hugeText_isCappedUntilAskedFor', () => {
    const { store, all, root } = mount();
    act(() => store.add([toolStart(1, 'a', 'Bash', { command: 'x'.repeat(100_000) })]));
    act(() => {
      store.events.selectAt(0);
      store.events.openDetail();
    });
    expect(all('detail')[0]?.textContent.length).toBeLessThan(10_000);
    const showAll = [...root.querySelectorAll('button')].find((b) =>
      b.textContent.includes('Show all 100,000 characters'),
    );
    act(() => showAll?.click());
    expect(all('detail-subject')[0]?.textContent.length).toBe(100_000);
  });

  it('keys_slashArrowsEnterEscape', () => {
    const { store, root, all, press } = mount();
    act(() => store.add(events(1, 3)));
    press('/');
    expect(document.activeElement).toBe(all('search')[0]);
    const grid = root.querySelector('[role=grid]') ?? root;
    press('ArrowUp', grid);
    press('ArrowUp', grid);
    press('Enter', grid);
    expect(all('detail')[0]?.dataset.eventId).toBe('event-2');
    expect(grid.getAttribute('aria-activedescendant')).toBe('row-1');
    press('Escape', grid);
    expect(all('detail')).toHaveLength(0);
  });

  it('keysWithTheFocusNowhere_goToTheList', () => {
    const { store, root, all, press } = mount();
    act(() => store.add(events(1, 3)));
    expect(document.activeElement).toBe(document.body);
    press('Home');
    press('ArrowDown', document.activeElement ?? root);
    press('Enter', document.activeElement ?? root);
    expect(all('detail')[0]?.dataset.eventId).toBe('event-2');
    expect(document.activeElement).toBe(root.querySelector('[role=grid]'));
  });

  it('keysOfWhoReadsTheDetails_scrollThem', () => {
    const { store, all, press } = mount();
    act(() => {
      store.add(events(1, 3));
      store.events.selectAt(0);
      store.events.openDetail();
    });
    document.getSelection()?.collapse(all('detail')[0]?.querySelector('h2') ?? null);
    press('ArrowDown');
    expect(all('detail')[0]?.dataset.eventId).toBe('event-1');
    document.getSelection()?.removeAllRanges();
  });

  it('keysInAField_stayThere', () => {
    const { store, all, press } = mount();
    act(() => store.add(events(1, 3)));
    press('/');
    press('Home', all('search')[0]);
    expect(document.activeElement).toBe(all('search')[0]);
    expect(store.events.selected.value).toBeNull();
  });

  it.each([
    ['2', '[role=treegrid]'],
    ['3', '[role=grid]'],
    ['5', 'canvas'],
  ])('tab_%s_byKey_hasTheFocus', (key, list) => {
    const { store, root, press } = mount();
    act(() => store.add([callOf(1, 'a')]));
    press(key);
    expect(document.activeElement).toBe(root.querySelector(list));
  });

  it('tab_byThePalette_hasTheFocus', () => {
    const { store, root, all, press } = mount();
    act(() => store.add([callOf(1, 'a')]));
    all('open-palette')[0]?.focus();
    act(() => all('open-palette')[0]?.click());
    act(() =>
      all('palette-item')
        .find(({ textContent }) => textContent.includes('Go to Tools'))
        ?.click(),
    );
    expect(document.activeElement).toBe(root.querySelector('[role=grid]'));
    expect(store.route.value.tab).toBe('tools');
    press('Home', document.activeElement ?? root);
    expect(store.calls.active.value).not.toBeNull();
  });

  it('keysOnTheMoment_goFromEventToEvent_andOthersAreShortcuts', () => {
    const { lookBack, store, all, press } = mount();
    act(() =>
      lookBack.open({ name: 'old', events: [event(1), event(700), event(9_000)], usages: [], unreadable: 0 }),
    );
    const rows = () => all('event-row').map((row) => row.dataset.eventId);
    const slider = all('scrub')[0] ?? document.body;
    press('ArrowLeft', slider);
    press('ArrowDown', slider);
    expect(rows()).toEqual(['event-1']);
    press('ArrowRight', slider);
    expect(rows()).toEqual(['event-1', 'event-700']);
    press('ArrowUp', slider);
    expect(rows()).toHaveLength(3);
    press('3', slider);
    expect(store.route.value.tab).toBe('tools');
  });

  it('chips_clicked_filterByType', () => {
    const { store, all, root } = mount();
    act(() => store.add([event(1), toolStart(2, 'a')]));
    const chip = root.querySelector<HTMLElement>('[data-type="hook.pre_tool"]');
    expect(chip?.textContent).toBe('pre_tool 1');
    act(() => chip?.click());
    expect(all('event-row').map((row) => row.dataset.eventId)).toEqual(['event-2']);
  });

  it('session_clicked_showsItAlone', () => {
    const { store, all, root } = mount();
    act(() => store.add([event(1, { session_id: 'a' }), event(2, { session_id: 'b' })]));
    act(() => root.querySelector<HTMLElement>('[data-session-id="a"] .session-main')?.click());
    expect(all('event-row').map((row) => row.dataset.eventId)).toEqual(['event-1']);
  });

  it('agents_treeAndDetail_hostileTextIsShownAsText', () => {
    const { store, root, all, press } = mount();
    const agent = { id: HOSTILE, type: HOSTILE, parent: 'main', confidence: 'definitive' };
    const data = { last_assistant_message: HOSTILE };
    act(() => store.add([event(1), event(2, { type: 'hook.subagent_stop', agent, data })]));
    press('2');
    expect(all('agent-row').map((row) => row.dataset.depth)).toEqual(['0', '1']);
    act(() => all('agent-row')[1]?.click());
    expect(all('detail')[0]?.textContent).toContain('<script>window.owned=2</script>');
    expect(root.querySelectorAll('img, script')).toHaveLength(0);
    press('ArrowUp', root.querySelector('[role=treegrid]') ?? root);
    press('ArrowLeft', root.querySelector('[role=treegrid]') ?? root);
    expect(all('agent-row')).toHaveLength(1);
    press('Escape');
    expect(all('detail')).toHaveLength(0);
  });

  it('agents_keys_searchAndBackToTheTree', () => {
    const { store, root, all, press } = mount();
    const agent = { id: 'x1', type: 'Explore', parent: 'main' };
    act(() => store.add([event(1), event(2, { agent })]));
    press('2');
    press('/');
    const box = all('search')[0];
    expect(box).toBeDefined();
    expect(document.activeElement).toBe(box);
    act(() => (store.agents.search.value = 'nowhere'));
    expect(all('agent-row')).toHaveLength(0);
    press('Escape', box);
    expect(all('agent-row')).toHaveLength(2);
    expect(document.activeElement).toBe(box);
    press('Escape', box);
    expect(document.activeElement).toBe(root.querySelector('[role=treegrid]'));
  });

  it.each([
    ['aChoice', ({ root }: Mounted) => root.querySelector<HTMLElement>('.session-main')?.click(), 1],
    ['escape', ({ press }: Mounted) => press('Escape'), 0],
    ['aClickBesideIt', ({ all }: Mounted) => all('rail-shade')[0]?.click(), 0],
    ['anotherTab', ({ store }: Mounted) => store.go({ tab: 'tools' }), 0],
  ])('rail_overTheList_goesWith_%s', (_, leave, chosen) => {
    const mounted = mount();
    const { store, rail, all } = mounted;
    act(() => {
      store.add([event(1)]);
      rail.fit(true);
    });
    expect(all('sessions')).toEqual([]);
    act(() => rail.toggle());
    expect(all('sessions')).toHaveLength(1);
    act(() => leave(mounted));
    expect(all('sessions')).toEqual([]);
    expect(store.sessions.value.size).toBe(chosen);
  });

  it('rail_overTheList_staysForSeveralBoxes', () => {
    const { store, rail, root, all } = mount();
    act(() => {
      store.add([event(1, { session_id: 'a' }), event(2, { session_id: 'b' })]);
      rail.fit(true);
    });
    act(() => rail.toggle());
    for (const box of root.querySelectorAll<HTMLElement>('.session-box')) act(() => box.click());
    expect(store.sessions.value.size).toBe(2);
    expect(all('sessions')).toHaveLength(1);
  });

  it('rail_besideTheList_staysAfterAChoice', () => {
    const { store, root, all, press } = mount();
    act(() => store.add([event(1)]));
    act(() => root.querySelector<HTMLElement>('.session-main')?.click());
    press('Escape');
    expect(all('sessions')).toHaveLength(1);
    expect(all('rail-shade')).toEqual([]);
  });

  it('rail_sessionThatAsks_standsFirst', () => {
    const { store, all } = mount();
    const asks = event(1, { session_id: 'asks', type: 'hook.permission_request' });
    vi.setSystemTime(Date.UTC(2026, 10, 22, 23, 1));
    act(() => {
      store.add([asks, event(2, { session_id: 'works' })]);
      store.tick();
    });
    vi.useRealTimers();
    expect(all('session').map(({ dataset }) => dataset.sessionId)).toEqual(['asks', 'works']);
    expect(all('rail-needs-you')[0]?.textContent).toContain('needs permission');
  });

  it('cleared_saysSoInNumbersAndInEveryView', () => {
    const { store, root, all } = mount();
    act(() => {
      store.add([callOf(1, 'a'), callOf(2, 'b'), event(3)]);
      store.clear();
    });
    expect(all('forgotten-count')).toEqual([]);
    expect(all('cleared-count')[0]?.textContent).toBe('3 cleared');
    for (const tab of ['agents', 'tools', 'files', 'timeline']) {
      act(() => store.go({ tab }));
      expect(root.querySelector('.nothing')?.textContent, tab).toMatch(/^You took events off this page/);
    }
  });

  it('nothingYet_noToken_saysWhatToType', () => {
    const { link, all } = mount();
    act(() => link.refuse('no-token', ''));
    expect(all('gate')[0]?.textContent).toContain('mpm-monitord open');
    expect(all('connection-state')[0]?.dataset.state).toBe('no-access');
  });
});
