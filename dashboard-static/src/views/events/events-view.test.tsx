import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { event } from '../../../test/events';
import { act, DeafObserver, mounted, unmountAll } from '../../../test/mounted';

const EVENTS = [event(1, { session_id: 'a' }), event(2, { session_id: 'b' })];

describe('EventsView', () => {
  beforeEach(() => void vi.stubGlobal('ResizeObserver', DeafObserver));
  afterEach(() => {
    unmountAll();
    vi.unstubAllGlobals();
  });

  it('chosenSession_isNoFilterToClear', () => {
    const { store, all, click } = mounted({ tab: 'events', sessions: new Set(['a']) }, EVENTS);
    expect(all('clear-filters')).toEqual([]);
    act(() => (store.events.search.value = 'nowhere'));
    expect(all('nothing-matches')).toHaveLength(1);
    click(all('clear-filters')[0]);
    expect([...store.sessions.value]).toEqual(['a']);
    expect(all('event-row')).toHaveLength(1);
  });

  it('chosenSession_notHeld_saysSoAndLeadsOn', () => {
    const { root, all, click } = mounted({ tab: 'events', sessions: new Set(['old']) }, EVENTS);
    expect(all('session-not-held')[0]?.textContent).toContain('This page holds no event of this session.');
    expect(root.querySelector('.nothing a')?.getAttribute('href')).toBe('#/session/old/history');
    click(root.querySelector('.nothing button'));
    expect(all('event-row')).toHaveLength(2);
  });

  it('olderEvents_haveTheirPlaceAtTheTop_andALinkToTheHistory', () => {
    const { store, root, all } = mounted('events', []);
    act(() => {
      store.enter('s', 700);
      store.addOlder(600);
      store.add([event(601)]);
    });
    const told = () => all('gap-row')[0]?.textContent;
    expect(told()).toBe('Older events of all sessions: History');
    act(() => store.tellFirst(101));
    expect(told()).toBe('500 older events of all sessions: History');
    expect(root.querySelector('.gap a')?.getAttribute('href')).toBe('#/session/all/history');
    act(() => store.tellFirst(601));
    expect(told()).toBe('The daemon keeps nothing older');
    expect(store.log.counts.gaps).toBe(0);
  });

  it('olderEventsThatTheDaemonLacks_areItsGap', () => {
    const { store, all } = mounted('events', []);
    act(() => {
      store.addOlder(600);
      store.addGap({ stream: null, from: 601, to: 650, count: 50, reason: null });
    });
    expect(all('gap-row').map((row) => row.textContent)).toEqual([
      '50 events (#601 to #650) not kept by the daemon',
    ]);
    expect(store.log.counts.gaps).toBe(1);
  });

  it('chosenSession_begunAfterThePause_saysSoAndResumes', () => {
    const { store, root, all, click } = mounted('events', EVENTS);
    act(() => {
      store.pause(true);
      store.add([event(3, { session_id: 'c' })]);
      store.go({ sessions: new Set(['c']) });
    });
    expect(all('none-before-the-pause')).toHaveLength(1);
    click(root.querySelector('.nothing button'));
    expect(all('event-row')).toHaveLength(1);
  });
});
