/** Which part of the time is on the screen. */

import { signal, type Signal } from '@preact/signals';
import { padded, panned, zoomed, type Stretch } from './span';

/** All there is, the last minutes and running on, or a part that the user chose. */
export type Mode = 'all' | 'live' | 'part';

export const LIVE_MILLIS = 5 * 60_000;

export class TimelineWindow {
  readonly mode: Signal<Mode> = signal('all');
  private readonly part: Signal<Stretch> = signal({ from: 0, to: 1 });

  /** @param whole from the first to the last of what is held */
  view(whole: Stretch, now: number): Stretch {
    switch (this.mode.value) {
      case 'all':
        return padded(whole);
      case 'live':
        return { from: now - LIVE_MILLIS, to: now + LIVE_MILLIS * 0.02 };
      case 'part':
        return this.part.value;
    }
  }

  zoom(view: Stretch, factor: number, around: number): void {
    this.show(zoomed(view, factor, around));
  }

  pan(view: Stretch, by: number): void {
    this.show(panned(view, by));
  }

  show(part: Stretch): void {
    this.part.value = part;
    this.mode.value = 'part';
  }
}
