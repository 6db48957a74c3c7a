/** Addresses of what one view shows and another leads to. */

import type { AgentRecord, CallRecord } from '../state/account/records';
import { fileItem } from '../state/files/file-item';
import { changed, hashOf, type Route } from '../state/route';

/** The chosen sessions stay chosen when `session` is one of them; else it alone is shown. */
function withSession(route: Route, session: string): ReadonlySet<string> {
  return route.sessions.size === 0 || route.sessions.has(session) ? route.sessions : new Set([session]);
}

function callPlace(route: Route, { session, key }: Pick<CallRecord, 'session' | 'key'>): Route {
  return { sessions: withSession(route, session), tab: 'tools', item: key };
}

function agentPlace(route: Route, { session, key }: Pick<AgentRecord, 'session' | 'key'>): Route {
  return { sessions: withSession(route, session), tab: 'agents', item: key };
}

/** @param call the key of the call whose operation is meant, null for all of the file's history */
function filePlace(route: Route, session: string, path: string, call: string | null): Route {
  return { sessions: withSession(route, session), tab: 'files', item: fileItem(path, call) };
}

/** Where older events and sessions are looked back at. */
export const historyHref = (route: Route) => hashOf(changed(route, { tab: 'history' }));

export const callHref = (route: Route, call: Pick<CallRecord, 'session' | 'key'>) =>
  hashOf(callPlace(route, call));
export const agentHref = (route: Route, agent: Pick<AgentRecord, 'session' | 'key'>) =>
  hashOf(agentPlace(route, agent));
export const fileHref = (route: Route, session: string, path: string, call: string | null) =>
  hashOf(filePlace(route, session, path, call));
