/** What the command palette offers: everything the page can do, by name. */

import { DENSITIES, THEMES, type Preferences } from '../../state/preferences';
import type { Store } from '../../state/store';
import { TABS } from '../tabs';

export interface Command {
  readonly id: string;
  readonly title: string;
  /** Words beside the title that find it too. */
  readonly about: string;
  /** The key that does the same. */
  readonly key: string | null;
  readonly run: () => void;
}

/** @param present whose page can be cleared, whatever `store` shows; null where there is nothing but a recording */
export function commandsOf(
  store: Store,
  preferences: Preferences,
  present: Store | null,
): readonly Command[] {
  return [
    ...TABS.map((tab, i) =>
      command(`tab-${tab.id}`, `Go to ${tab.title}`, 'view tab', String(i + 1), () => store.goToList(tab.id)),
    ),
    ...sessionCommands(store),
    command('pause', store.pausedAt.value === null ? 'Pause the list' : 'Resume the list', 'hold', 'p', () =>
      store.togglePause(),
    ),
    command('filters', 'Clear filters', 'search types reset', null, () => clearFilters(store)),
    ...(present === null
      ? []
      : [command('clear', 'Clear this page', 'empty reset events', null, () => present.clear())]),
    command('rail', 'Show or hide the sessions', 'sidebar', null, () => {
      preferences.rail.toggle();
    }),
    command('call', callTitle(preferences), 'notification badge attention waiting', null, () => {
      preferences.calls.value = !preferences.calls.peek();
    }),
    ...THEMES.map((theme) =>
      command(`theme-${theme}`, `Theme: ${theme}`, 'colours dark light', null, () => {
        preferences.theme.value = theme;
      }),
    ),
    ...DENSITIES.map((density) =>
      command(`density-${density}`, `Density: ${density}`, 'rows height lines', null, () => {
        preferences.density.value = density;
      }),
    ),
    command('help', 'Keys and search', 'help shortcuts', '?', () => (store.dialog.value = 'help')),
  ];
}

/** Those that have every word of `text`, in any order; first those that have them all in their titles. */
export function matching(commands: readonly Command[], text: string): readonly Command[] {
  const words = text.trim().toLowerCase().split(/\s+/);
  const has = (subject: string, id = '') =>
    words.every((word) => subject.toLowerCase().includes(word) || id.startsWith(`session-${word}`));
  const byTitle = commands.filter(({ title }) => has(title));
  // Any digits are somewhere in some session's id.
  const byMore = commands.filter(({ id, title, about }) => !has(title) && has(`${title} ${about}`, id));
  return [...byTitle, ...byMore];
}

function sessionCommands(store: Store): Command[] {
  const { sessions } = store.account;
  const all = command('sessions-all', 'Show all sessions', 'session', '0', () =>
    store.go({ sessions: new Set() }),
  );
  return [
    all,
    ...store.sessionsAtHand().map((held) => {
      const { id } = held;
      const { title, branch } = store.session(id) ?? held;
      const about = [title, branch, 'session'].filter(Boolean).join(' ');
      const more = title === null ? '' : ` · ${title}`;
      return command(`session-${id}`, `Show ${sessions.labelOf(held)}${more}`, about, null, () =>
        store.go({ sessions: new Set([id]) }),
      );
    }),
  ];
}

/** Of the list that is shown; where none has filters of its own, of the events. */
function clearFilters(store: Store): void {
  const { tab } = store.route.value;
  if (tab === 'agents') store.agents.clearFilters();
  else if (tab === 'tools') store.calls.clearFilters();
  else if (tab === 'files') store.files.clearFilters();
  else store.events.clearFilters();
}

function callTitle({ calls }: Preferences): string {
  return calls.value ? 'Stop calling me' : 'Call me when a session waits for me';
}

function command(id: string, title: string, about: string, key: string | null, run: () => void): Command {
  return { id, title, about, key, run };
}
