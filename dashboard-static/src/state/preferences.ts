/** What the user likes, kept in the browser; a browser that keeps nothing just forgets. */

import { effect, signal, type Signal } from '@preact/signals';
import { RailSwitch } from './rail-switch';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** How changes are shown: in one column, or the old beside the new. */
export const DIFF_LAYOUTS = ['unified', 'split'] as const;
export type DiffLayout = (typeof DIFF_LAYOUTS)[number];

export const DENSITIES = ['comfortable', 'compact'] as const;
export type Density = (typeof DENSITIES)[number];

/** Pixels of a line of a list; tokens.css says the same. */
export const ROW_HEIGHTS: Readonly<Record<Density, number>> = { comfortable: 28, compact: 22 };

export interface Preferences {
  readonly theme: Signal<Theme>;
  readonly density: Signal<Density>;
  /** Whether to call for the user when a session waits for him. */
  readonly calls: Signal<boolean>;
  readonly detailWidth: Signal<number>;
  readonly rail: RailSwitch;
  readonly diffLayout: Signal<DiffLayout>;
}

export const DETAIL_WIDTH = { least: 300, most: 900, start: 440 } as const;

const KEY = 'mpm-monitor.preferences';

export function loadPreferences(storage: Storage | null, wideScreen: boolean): Preferences {
  const kept = read(storage);
  const width = kept.detailWidth;
  const preferences: Preferences = {
    theme: signal(THEMES.find((theme) => theme === kept.theme) ?? 'system'),
    density: signal(DENSITIES.find((density) => density === kept.density) ?? 'comfortable'),
    calls: signal(kept.calls === true),
    detailWidth: signal(typeof width === 'number' ? clampDetailWidth(width) : DETAIL_WIDTH.start),
    rail: new RailSwitch(!wideScreen),
    diffLayout: signal(DIFF_LAYOUTS.find((layout) => layout === kept.diffLayout) ?? 'unified'),
  };
  effect(() => {
    const text = JSON.stringify({
      theme: preferences.theme.value,
      density: preferences.density.value,
      calls: preferences.calls.value,
      detailWidth: preferences.detailWidth.value,
      diffLayout: preferences.diffLayout.value,
    });
    try {
      storage?.setItem(KEY, text);
    } catch {
      // A full or forbidden storage costs the user a preference, nothing else.
    }
  });
  return preferences;
}

export function clampDetailWidth(width: number): number {
  return Math.round(Math.min(DETAIL_WIDTH.most, Math.max(DETAIL_WIDTH.least, width)));
}

function read(storage: Storage | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
