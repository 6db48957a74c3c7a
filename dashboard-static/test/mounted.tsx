/** A view in a document, for tests. */

import { signal } from '@preact/signals';
import { render } from 'preact';
import { act as actLater } from 'preact/test-utils';
import { Daemon } from '../src/link/daemon';
import type { MonitorEvent } from '../src/event/wire';
import { loadPreferences } from '../src/state/preferences';
import type { Route } from '../src/state/route';
import { LookBack } from '../src/state/look-back/look-back';
import { Store } from '../src/state/store';
import { tabOf } from '../src/views/tabs';

/** For changes after which nothing is waited for. */
export function act(change: () => void): void {
  void actLater(change);
}

/** Rows measure themselves; happy-dom has nothing to measure with. */
export class DeafObserver {
  observe = () => undefined;
  disconnect = () => undefined;
}

/** @param place a tab, or what is open in one from the start */
export function mounted(
  place: string | Partial<Route>,
  events: readonly MonitorEvent[],
  answers: (url: string) => Response | Promise<Response> = () => new Response('', { status: 500 }),
  { exported = false } = {},
) {
  const store = new Store({ now: () => Date.UTC(2026, 10, 22, 23, 0, 5), schedule: (task) => task() });
  store.add(events);
  const access = signal(exported ? null : { token: 't', origin: 'http://127.0.0.1:1', fromDisk: false });
  const daemon = new Daemon(access, (url) => Promise.resolve().then(() => answers(url)));
  const root = document.createElement('div');
  document.body.append(root);
  store.go(typeof place === 'string' ? { tab: place } : place);
  const { view: View } = tabOf(store.route.value.tab);
  const lookBack = new LookBack({ schedule: (task) => task(), route: store.route }, !exported);
  const props = { store, daemon, lookBack, preferences: loadPreferences(null, true) };
  const draw = (live: boolean) =>
    act(() => render(<View {...props} live={live} present={props.store} />, root));
  draw(true);
  const all = (testId: string) => [...root.querySelectorAll<HTMLElement>(`[data-testid=${testId}]`)];
  const click = (element: Element | undefined | null) => act(() => (element as HTMLElement | null)?.click());
  const press = (key: string, target: Element = root.querySelector('.rows') ?? root) =>
    act(
      () => void target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
    );
  return { store, lookBack, root, draw, all, click, press };
}

export function unmountAll(): void {
  for (const child of [...document.body.children]) {
    render(null, child);
    child.remove();
  }
}
