/** The views of the page, in the order of their tabs. */

import type { ComponentChildren } from 'preact';
import type { Daemon } from '../link/daemon';
import type { Preferences } from '../state/preferences';
import type { Store } from '../state/store';
import { AgentsView } from './agents/agents-view';
import { EventsView } from './events/events-view';
import { FilesView } from './files/files-view';
import type { LookBack } from '../state/look-back/look-back';
import { HistoryView } from './history/history-view';
import { TimelineView } from './timeline/timeline-view';
import { ToolsView } from './tools/tools-view';

export interface ViewProps {
  /** What is shown: the present, or the moment that is looked back at. */
  readonly store: Store;
  /** The present, whatever is shown. */
  readonly present: Store;
  readonly daemon: Daemon;
  /** Whether the daemon is connected. */
  readonly live: boolean;
  readonly preferences: Preferences;
  readonly lookBack: LookBack;
}

export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly view: (props: ViewProps) => ComponentChildren;
}

/** The first one is shown when the address names none. */
export const TABS = [
  { id: 'events', title: 'Events', view: EventsView },
  { id: 'agents', title: 'Agents', view: AgentsView },
  { id: 'tools', title: 'Tools', view: ToolsView },
  { id: 'files', title: 'Files', view: FilesView },
  { id: 'timeline', title: 'Timeline', view: TimelineView },
  { id: 'history', title: 'History', view: HistoryView },
] as const satisfies readonly Tab[];

export function tabOf(id: string | null): Tab {
  return TABS.find((tab) => tab.id === id) ?? TABS[0];
}
