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
    expect(all('session-not-held')[0]?.textContent).toContain('No event of this session is held.');
    expect(root.querySelector('.nothing a')?.getAttribute('href')).toBe('#/session/old/history');
    click(root.querySelector('.nothing button'));
    expect(all('event-row')).toHaveLength(2);
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
