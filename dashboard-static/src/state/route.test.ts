import { describe, expect, it } from 'vitest';
import { changed, hashOf, HOME, parseRoute, settled, type Route } from './route';

const route = (ids: string[], tab: string | null = null, item: string | null = null): Route => ({
  sessions: new Set(ids),
  tab,
  item,
});

describe('route', () => {
  it.each([
    ['', HOME],
    ['#/', HOME],
    ['#/session/all', HOME],
    ['#/session/all/tools', route([], 'tools')],
    ['#/session/a,b/files', route(['a', 'b'], 'files')],
    ['#/session/a/tools/a%20toolu_1', route(['a'], 'tools', 'a toolu_1')],
    ['#/session/-/events', route([''], 'events')],
    ['#/session/%E0%A4%A/events', route(['%E0%A4%A'], 'events')],
    ['#token=secret', null],
    ['#/elsewhere', null],
  ])('parse_%s', (hash, expected) => expect(parseRoute(hash)).toEqual(expected));

  it.each([
    [route(['all'], 'tools')],
    [route(['-', ''], 'tools')],
    [route(['a,b', 'c/d', '%20', '#'], 'files', '/home/dev/a,b #1/ü.ts')],
    [route([], 'events', 'event-1')],
  ])('hash_ofAnyRoute_isReadBack %#', (given) => expect(parseRoute(hashOf(given))).toEqual(given));

  it('changed_otherTab_closesWhatWasOpen', () => {
    expect(changed(route(['a'], 'tools', 'x'), { tab: 'files' })).toEqual(route(['a'], 'files'));
    expect(changed(route(['a'], 'tools', 'x'), { tab: 'files', item: 'y' })).toEqual(
      route(['a'], 'files', 'y'),
    );
    expect(changed(route(['a'], 'tools', 'x'), { tab: 'tools' })).toEqual(route(['a'], 'tools', 'x'));
    expect(changed(route(['a'], 'tools', 'x'), { sessions: new Set() })).toEqual(route([], 'tools'));
  });

  it('settled_sameSessions_keepsTheSet', () => {
    const before = route(['a', 'b']);
    expect(settled(before, route(['b', 'a'], 'tools')).sessions).toBe(before.sessions);
    expect(settled(before, route(['a'])).sessions).not.toBe(before.sessions);
  });
});
