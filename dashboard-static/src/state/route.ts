/**
 * What is shown, as the fragment of an address: `#/session/<ids>/<tab>/<item>`. `ids` is `all`, or session ids with commas between;
 * `item` is the tab's own affair: an event's id, a call's key. Each is encoded, so that none can pass for another part.
 */

export interface Route {
  /** Empty means all. */
  readonly sessions: ReadonlySet<string>;
  /** Id of the tab; null for whichever is first. */
  readonly tab: string | null;
  /** What is open in the tab; null for nothing. */
  readonly item: string | null;
}

export const HOME: Route = { sessions: new Set(), tab: null, item: null };

const ALL = 'all';
/** Events of no session belong to the session '', which an address cannot show. */
const NO_SESSION = '-';

/** Null when the fragment is no route, such as the one that brings the token. */
export function parseRoute(hash: string): Route | null {
  if (hash === '' || hash === '#' || hash === '#/') return HOME;
  const [start, word, ids = ALL, tab = '', item = ''] = hash.split('/');
  if (start !== '#' || word !== 'session') return null;
  return {
    sessions: ids === ALL || ids === '' ? HOME.sessions : new Set(ids.split(',').map(sessionIn)),
    tab: tab === '' ? null : decoded(tab),
    item: item === '' ? null : decoded(item),
  };
}

export function hashOf({ sessions, tab, item }: Route): string {
  const ids = sessions.size === 0 ? ALL : [...sessions].map(wordOf).join(',');
  const parts = ['#', 'session', ids];
  if (tab !== null) parts.push(encodeURIComponent(tab));
  if (tab !== null && item !== null) parts.push(encodeURIComponent(item));
  return parts.join('/');
}

/** `route` with some of it changed. What was open stays open only where it was: in the same tab, of the same sessions. */
export function changed(route: Route, change: Partial<Route>): Route {
  const moved = ('tab' in change && change.tab !== route.tab) || 'sessions' in change;
  return { ...route, ...(moved ? { item: null } : {}), ...change };
}

/** `next`, but with the set of `route` when it holds the same: who depends on the sessions sees no change then. */
export function settled(route: Route, next: Route): Route {
  const { sessions } = route;
  const same = sessions.size === next.sessions.size && [...sessions].every((id) => next.sessions.has(id));
  return same ? { ...next, sessions } : next;
}

function wordOf(session: string): string {
  if (session === '') return NO_SESSION;
  // An id that is one of the two words is told from them by how it is written.
  if (session === ALL || session === NO_SESSION)
    return `%${session.charCodeAt(0).toString(16)}${session.slice(1)}`;
  return encodeURIComponent(session);
}

function sessionIn(word: string): string {
  return word === NO_SESSION ? '' : decoded(word);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // Not encoded by us; it names nothing then, and the views say so.
  }
}
