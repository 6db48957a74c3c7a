import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { event, toolEnd } from '../../test/events';
import { DeafObserver, mounted, unmountAll } from '../../test/mounted';

const EVENTS = Array.from({ length: 300 }, (_, i) =>
  event(i, {
    ...toolEnd(i, `call-${i}`, 'ok', 'Read').raw,
    agent: { id: `a${i}`, type: 'Explore', parent: 'main' },
    files: [{ path: `/f/${i}`, op: 'read' }],
  }),
);

describe('a view with a list', () => {
  beforeEach(() => void vi.stubGlobal('ResizeObserver', DeafObserver));
  afterEach(() => {
    unmountAll();
    vi.unstubAllGlobals();
  });

  it.each([
    ['events', 'event-200'],
    ['tools', 'cbca1fbd-0000 call-200'],
    ['agents', 'cbca1fbd-0000 a200'],
    ['files', '/f/200'],
  ])('%s_openedAtARowFarBelow_showsIt', (tab, item) => {
    const { root } = mounted({ tab, item }, EVENTS);
    const active = root.querySelector('.rows [aria-selected=true]');
    expect(Number(active?.getAttribute('aria-rowindex'))).toBeGreaterThan(200);
  });

  it.each([
    ['events', 'event-200'],
    ['tools', 'cbca1fbd-0000 call-200'],
    ['agents', 'cbca1fbd-0000 a200'],
    ['files', '/f/200'],
  ])('%s_detailsClosed_itsListHasTheFocus', (tab, item) => {
    const { store, root, click } = mounted({ tab, item }, EVENTS);
    click(root.querySelector('[aria-label^="Close the"]'));
    expect(store.route.value.item).toBeNull();
    expect(document.activeElement?.getAttribute('class')).toBe('rows');
  });
});
