/** Whether the page shows the present or a recording. */

import { batch, signal, type Signal } from '@preact/signals';
import { Playback, type Stage } from './playback';
import { changed, HOME } from '../route';
import { readRecording, type Recording } from './recording';

/** A recording's lines. */
export interface Reading {
  readonly text: string;
  /** What else the user must know of it. */
  readonly note?: string;
}

export class LookBack {
  /** Null in the present. */
  readonly playback: Signal<Playback | null> = signal(null);
  /** A sentence for the user: what is being fetched, or why nothing is shown. */
  readonly message: Signal<string | null> = signal(null);
  /** Grows with each wish of the user: what comes for an older one is too late. */
  private wish = 0;

  /** @param hasPresent whether there is anything to come back to: an exported page is its recording and nothing else */
  constructor(
    private readonly stage: Stage,
    readonly hasPresent = true,
  ) {}

  /** Opens what `reading` brings, unless the user wants something else by then. */
  async openWhenRead(name: string, reading: Promise<Reading>): Promise<void> {
    const wish = ++this.wish;
    this.message.value = `Reading ${name}…`;
    const fulfil = await reading.then(
      ({ text, note }) =>
        () =>
          this.open(readRecording(name, text), note),
      (error: unknown) => () => this.fail(name, error),
    );
    if (wish === this.wish) fulfil();
  }

  /** @param note what else the user must know of it */
  open(recording: Recording, note?: string): void {
    this.wish++;
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
      this.chooseAmong(recording);
    });
  }

  backToLive(): void {
    this.wish++;
    batch(() => {
      this.show(null);
      this.message.value = null;
    });
  }

  /** Where none of the chosen sessions is in the recording, every view of it would be empty. */
  private chooseAmong({ events }: Recording): void {
    const { route } = this.stage;
    const { sessions } = route.peek();
    if (sessions.size > 0 && !events.some(({ sessionId }) => sessions.has(sessionId ?? '')))
      route.value = changed(route.peek(), { sessions: HOME.sessions });
  }

  private fail(name: string, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.message.value = `${name} cannot be shown: ${why}`;
  }

  private show(playback: Playback | null): void {
    this.playback.peek()?.store.dispose();
    this.playback.value = playback;
  }
}
