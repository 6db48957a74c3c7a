/** Keeps the address bar and the route of the store the same, whichever of the two changes. */

import { effect, type Signal } from '@preact/signals';
import { hashOf, parseRoute, settled, type Route } from './state/route';

export interface Address {
  /** The fragment as it stands, with its `#`. */
  read(): string;
  /** Puts another one there: as a new step of the history, or in place of the last one. */
  write(hash: string, newStep: boolean): void;
  /** Runs `task` once after `millis`; returns what cancels it. */
  after(millis: number, task: () => void): () => void;
}

/** Browsers refuse a page that changes its address many times a second, as holding an arrow key down does. */
const SETTLING_MILLIS = 150;

export class Router {
  private written: Route;
  private cancel: () => void = () => undefined;

  constructor(
    private readonly route: Signal<Route>,
    private readonly address: Address,
  ) {
    this.written = route.peek();
    this.arrive();
    effect(() => {
      const next = route.value;
      this.cancel();
      if (hashOf(next) === hashOf(this.written)) return;
      if (isStep(this.written, next)) this.write();
      else this.cancel = address.after(SETTLING_MILLIS, () => this.write());
    });
  }

  /** The address has changed by itself: a link, the history, the user. A fragment that is no route changes nothing. */
  arrive(): void {
    const next = parseRoute(this.address.read());
    if (next === null) return;
    const route = settled(this.route.peek(), next);
    this.written = route;
    this.route.value = route;
  }

  private write(): void {
    const route = this.route.peek();
    const newStep = isStep(this.written, route);
    this.written = route;
    this.address.write(hashOf(route), newStep);
  }
}

/** Another view is a step to come back from; another item in it is not. */
function isStep(before: Route, after: Route): boolean {
  return before.tab !== after.tab || before.sessions !== after.sessions;
}

export function browserAddress(): Address {
  return {
    read: () => location.hash,
    write: (hash, newStep) => {
      if (newStep) history.pushState(null, '', hash);
      else history.replaceState(null, '', hash);
    },
    after: (millis, task) => {
      const timer = setTimeout(task, millis);
      return () => clearTimeout(timer);
    },
  };
}
