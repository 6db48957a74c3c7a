/** Puts the page together: state, connection, views. */

import './styles/index.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app';
import { browserCaller, callWhenNeeded } from './views/frame/attention';
import { findAccess } from './link/access';
import { Daemon } from './link/daemon';
import { Link, type Timers } from './link/link';
import { SessionNews } from './link/session-news';
import { openSocket } from './link/socket';
import { browserAddress, Router } from './router';
import { atMostEvery, betweenFrames, promptly } from './state/scheduling';
import { loadPreferences } from './state/preferences';
import { LookBack } from './state/look-back/look-back';
import { readRecording } from './state/look-back/recording';
import { RECORDING_ID } from './export/standalone-page';
import type { Scheduler } from './state/scheduling';
import { Store } from './state/store';

const HIDDEN_PAGE_MILLIS = 500;
/** Numbers that change more often cannot be read; with each change the whole frame around the list is drawn. */
const LEGIBLE_MILLIS = 125;
const NARROW_SCREEN = '(max-width: 900px)';

const inSight = promptly({
  now: () => performance.now(),
  withFrame: (task) => requestAnimationFrame(task),
  // The views draw in a microtask that was asked for before this one.
  afterwards: (task) => queueMicrotask(() => queueMicrotask(task)),
});

/** A hidden page draws no frames, but its state must not pile up either. */
const schedule: Scheduler = (task) => {
  if (document.hidden) setTimeout(task, HIDDEN_PAGE_MILLIS);
  else inSight(task);
};

const timers: Timers = {
  now: () => Date.now(),
  after: (millis, task) => {
    const timer = setTimeout(task, millis);
    return () => clearTimeout(timer);
  },
};

function storageOf(kind: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return window[kind];
  } catch {
    return null; // Forbidden by the user's settings.
  }
}

const later = betweenFrames();
const legibly = atMostEvery(LEGIBLE_MILLIS, () => performance.now(), timers.after);
const store = new Store({ now: timers.now, schedule, later, legibly });
const link = new Link(store, openSocket, timers);
const daemon = new Daemon(link.access, (url, init) => fetch(url, init));
const recorded = document.getElementById(RECORDING_ID);
const lookBack = new LookBack({ schedule, route: store.route }, recorded === null);
const news = new SessionNews(store, daemon, timers.after, () => !document.hidden);
const narrow = matchMedia(NARROW_SCREEN);
const preferences = loadPreferences(storageOf('localStorage'), !narrow.matches);
narrow.addEventListener('change', ({ matches }) => preferences.rail.fit(matches));

function connect(): void {
  const result = findAccess(location, storageOf('sessionStorage'), history);
  if (result.found) link.open(result.access);
  else link.refuse(result.reason, result.given);
}

// The token leaves the address before the address is read as a route.
if (recorded === null) connect();
else lookBack.open(readRecording(recorded.dataset.name ?? 'recording', recorded.textContent));
const router = new Router(store.route, browserAddress());

// Nobody in a recording waits.
if (recorded === null) callWhenNeeded(store, preferences.calls, browserCaller());
effect(() => {
  if (link.state.value.name === 'live') news.start();
  else news.stop();
});
setInterval(() => store.tick(), 1_000);
// A new link pasted over the open page changes the fragment only; nothing is reloaded.
addEventListener('hashchange', () => {
  if (/[#&](token|port)=/.test(location.hash)) connect();
  else router.arrive();
});
// Back and forward between two routes; the fragment changes, but not by a link.
addEventListener('popstate', () => router.arrive());
addEventListener('online', () => link.retryNow());
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) link.retryNow();
});

const root = document.getElementById('app');
if (root === null) throw new Error('index.html has no element #app');
render(<App store={store} link={link} daemon={daemon} lookBack={lookBack} preferences={preferences} />, root);
