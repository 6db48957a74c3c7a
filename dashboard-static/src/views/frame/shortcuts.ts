/** Keys that work wherever the focus is, except that letters typed into a field stay letters. */

import { railGroups } from '../../state/rail';
import type { RailSwitch } from '../../state/rail-switch';
import type { Store } from '../../state/store';
import { SEARCH_ID } from '../../ui/search-field';
import { focusList } from '../../ui/virtual-rows';
import { TABS } from '../tabs';

export function shortcuts(store: Store, rail: RailSwitch): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.defaultPrevented) return;
    if (isPaletteKey(event)) {
      event.preventDefault();
      store.dialog.value = store.dialog.peek() === 'palette' ? null : 'palette';
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || store.dialog.peek() !== null) return;
    if (event.key === 'Escape') {
      if (rail.uncover()) focusList();
      else onEscape(store, event.target);
      return;
    }
    if (isField(event.target)) return;
    if (LIST_KEYS.has(event.key)) {
      if (isNowhere(event.target) && !event.shiftKey && !isReading()) handToList(event);
      return;
    }
    const action = actionOf(store, event.key);
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
}

/** What moves in a list and opens what is in it. */
const LIST_KEYS: ReadonlySet<string> = new Set([
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
  ...['Home', 'End', 'PageUp', 'PageDown', 'Enter'],
]);

/** Where the focus is after the page has loaded, and when what had it is gone. */
function isNowhere(target: EventTarget | null): boolean {
  return target === document.body || target === document.documentElement;
}

/** Who has clicked into the details scrolls them with these keys. */
function isReading(): boolean {
  const at = document.getSelection()?.anchorNode;
  const element = at instanceof Element ? at : at?.parentElement;
  return Boolean(element?.closest('.detail, .file-pane'));
}

/** The browser has sent the key to where the focus was, so the list gets one like it. */
function handToList(event: KeyboardEvent): void {
  const same = new KeyboardEvent('keydown', { key: event.key, bubbles: true, cancelable: true });
  if (focusList()?.dispatchEvent(same) === false) event.preventDefault();
}

function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey && !shiftKey;
}

function actionOf(store: Store, key: string): (() => void) | undefined {
  const tab = /^[1-9]$/.test(key) ? TABS[Number(key) - 1] : undefined;
  if (tab !== undefined) return () => store.goToList(tab.id);
  switch (key) {
    case '/':
      return () => document.getElementById(SEARCH_ID)?.focus();
    case '?':
      return () => (store.dialog.value = 'help');
    case 'p':
      return () => store.togglePause();
    case '0':
      return () => store.go({ sessions: new Set() });
    case '[':
      return () => goToSession(store, -1);
    case ']':
      return () => goToSession(store, 1);
    default:
      return undefined;
  }
}

/** The one above or below in the rail; from all sessions, the first or the last. */
function goToSession(store: Store, step: 1 | -1): void {
  const groups = railGroups(store.sessionsAtHand(), store.clock.peek());
  const ids = groups.flatMap(({ sessions }) => sessions.map(({ id }) => id));
  const [chosen] = store.sessions.peek();
  const at = chosen === undefined ? (step === 1 ? -1 : ids.length) : ids.indexOf(chosen);
  const next = ids[Math.max(0, Math.min(ids.length - 1, at + step))];
  if (next !== undefined) store.go({ sessions: new Set([next]) });
}

/** Closes the details, and leaves a field for the list, where letters are keys again. */
function onEscape(store: Store, target: EventTarget | null): void {
  const isOpen = store.route.peek().item !== null;
  if (isOpen) store.closeDetail();
  if (isOpen || isField(target)) focusList();
}

function isField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'range'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
