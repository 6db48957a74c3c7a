/** What content needs of the page around it: where agents and files are shown, and how the user likes his diffs. */

import { signal, type Signal } from '@preact/signals';
import { createContext } from 'preact';

export const DIFF_LAYOUTS = [
  { value: 'unified', title: 'Unified' },
  { value: 'split', title: 'Side by side' },
] as const;
export type DiffLayout = (typeof DIFF_LAYOUTS)[number]['value'];

export interface Surroundings {
  readonly diffLayout: Signal<DiffLayout>;
  /** The folder of the session: paths are shown as seen from there. */
  readonly cwd: string | null;
  /** Address of the agent with this id, null when there is no such place. */
  readonly agentHref: (agentId: string) => string | null;
  readonly fileHref: (path: string) => string | null;
}

export const ContentSurroundings = createContext<Surroundings>({
  diffLayout: signal('unified'),
  cwd: null,
  agentHref: () => null,
  fileHref: () => null,
});
