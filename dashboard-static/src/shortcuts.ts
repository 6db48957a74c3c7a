/** Keys that work wherever the focus is, except that letters typed into a field stay letters. */

import type { Store } from './state/store';
import { SEARCH_ID } from './views/events/search-box';

export function shortcuts(store: Store): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === 'Escape') {
      onEscape(store, event.target);
      return;
    }
    if (isField(event.target) || store.helpOpen.peek()) return;
    const action = actions(store)[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
}

function actions(store: Store): Readonly<Record<string, (() => void) | undefined>> {
  return {
    '/': () => document.getElementById(SEARCH_ID)?.focus(),
    '?': () => (store.helpOpen.value = true),
    p: () => (store.pausedAt.peek() === null ? store.pause(true) : store.follow()),
  };
}

function onEscape(store: Store, target: EventTarget | null): void {
  if (store.helpOpen.peek()) return; // The dialog closes itself.
  if (target instanceof HTMLInputElement && target.id === SEARCH_ID && store.search.peek() !== '') {
    store.search.value = '';
  } else if (store.route.peek().item !== null) {
    store.go({ item: null });
  } else if (store.detailOpen.peek()) {
    store.detailOpen.value = false;
    document.querySelector<HTMLElement>('[role=grid]')?.focus();
  }
}

function isField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
