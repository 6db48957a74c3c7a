/** Calls for the user when a session waits for him: in the title, on the icon, and by the browser's notification, without a sound. */

import { effect, type ReadonlySignal } from '@preact/signals';
import type { SessionRecord } from '../../state/account/records';
import { needsYou } from '../../state/rail';
import type { Store } from '../../state/store';

export interface Caller {
  /** Shows on the tab how many sessions wait. */
  badge(waiting: number): void;
  /** Tells of a session that has begun to wait; `onClick` shows it. */
  notify(title: string, body: string, tag: string, onClick: () => void): void;
  /** Asks the user whether the browser may notify him, if that was never asked. */
  askLeave(): void;
}

/** Until the returned function is called. While `wanted` is false, nothing is shown. */
export function callWhenNeeded(store: Store, wanted: ReadonlySignal<boolean>, caller: Caller): () => void {
  let known: ReadonlySet<string> | null = null;
  let asked = false;
  return effect(() => {
    if (!wanted.value) {
      known = null;
      asked = false;
      caller.badge(0);
      return;
    }
    if (!asked) caller.askLeave();
    asked = true;
    const waiting = waitingNow(store);
    caller.badge(waiting.length);
    // Until then nobody can tell who has only now begun to wait.
    if (!store.caughtUp.value) return;
    for (const session of waiting) {
      // Who waited already when the user wished to be called is seen in the rail.
      if (known === null || known.has(session.id)) continue;
      const show = () => store.go({ sessions: new Set([session.id]) });
      caller.notify(titleOf(session), session.title ?? session.cwd ?? session.id, session.id, show);
    }
    known = new Set(waiting.map(({ id }) => id));
  });
}

function waitingNow(store: Store): readonly SessionRecord[] {
  const now = store.clock.value;
  return store.sessionsAtHand(store.content.value.log).filter((session) => needsYou(session, now));
}

function titleOf({ project, waitingFor }: SessionRecord): string {
  return waitingFor === 'permission' ? `${project} asks for permission` : `${project} has a question`;
}

const NAME = 'MPM Monitor';

/** The tab and the notifications of this browser. */
export function browserCaller(): Caller {
  return {
    badge: (waiting) => {
      document.title = waiting === 0 ? NAME : `(${waiting}) ${NAME}`;
      const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
      const href = waiting === 0 ? 'assets/favicon.svg' : 'assets/favicon-waiting.svg';
      if (icon !== null && icon.getAttribute('href') !== href) icon.setAttribute('href', href);
    },
    notify: (title, body, tag, onClick) => {
      if (leaveToNotify() !== 'granted' || document.hasFocus()) return;
      const notification = new Notification(title, { body, tag, silent: true });
      notification.onclick = () => {
        window.focus();
        onClick();
        notification.close();
      };
    },
    askLeave: () => {
      if (leaveToNotify() === 'default') void Notification.requestPermission();
    },
  };
}

/** Whether the browser lets this page notify; `default` while it would ask the user. */
export function leaveToNotify(): NotificationPermission {
  return 'Notification' in window ? Notification.permission : 'denied';
}
