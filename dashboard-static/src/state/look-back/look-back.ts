/** Whether the page shows the present or a recording. */

import { batch, signal, type Signal } from '@preact/signals';
import { Playback, type Stage } from './playback';
import type { Recording } from './recording';

export class LookBack {
  /** Null in the present. */
  readonly playback: Signal<Playback | null> = signal(null);
  /** A sentence for the user: what is being fetched, or why nothing is shown. */
  readonly message: Signal<string | null> = signal(null);

  /** @param hasPresent whether there is anything to come back to: an exported page is its recording and nothing else */
  constructor(
    private readonly stage: Stage,
    readonly hasPresent = true,
  ) {}

  /** @param note what else the user must know of it */
  open(recording: Recording, note?: string): void {
    const { name, events, unreadable } = recording;
    if (events.length === 0) {
      const why = unreadable > 0 ? `none of its ${unreadable} lines is an event` : 'it is empty';
      this.message.value = `${name} cannot be shown: ${why}. An export of a session has one event a line.`;
      return;
    }
    batch(() => {
      this.message.value =
        [unreadable > 0 ? `${unreadable} lines of ${name} are no events.` : '', note ?? '']
          .filter(Boolean)
          .join(' ') || null;
      this.show(new Playback(recording, this.stage));
    });
  }

  backToLive(): void {
    batch(() => {
      this.show(null);
      this.message.value = null;
    });
  }

  private show(playback: Playback | null): void {
    this.playback.peek()?.store.dispose();
    this.playback.value = playback;
  }
}
