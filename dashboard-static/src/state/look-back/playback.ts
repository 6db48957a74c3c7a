/**
 * A recording, played: a store of its own that holds the events up to a moment, and tells the time of that moment. Going on adds
 * events; going back begins anew, for what is folded cannot be unfolded.
 */

import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { Store, type StoreOptions } from '../store';
import type { Recording } from './recording';

export const SPEEDS = [1, 2, 5, 10, 30, 60] as const;
export type Speed = (typeof SPEEDS)[number];

export interface Stage {
  readonly schedule: StoreOptions['schedule'];
  /** The address of the page, which stays the same when the time changes. */
  readonly route: NonNullable<StoreOptions['route']>;
}

export class Playback {
  readonly from: number;
  readonly to: number;
  readonly speed: Signal<Speed> = signal(1);
  readonly playing = signal(false);
  private readonly moment_: Signal<number>;
  private readonly store_: Signal<Store>;
  private readonly times: readonly number[];
  private next = 0;

  /** Begins at the end of the recording, which must hold an event. */
  constructor(
    readonly recording: Recording,
    private readonly stage: Stage,
  ) {
    if (recording.events.length === 0) throw new RangeError(`${recording.name} holds no event`);
    this.times = timesOf(recording);
    this.from = this.times[0] ?? 0;
    this.to = this.times.at(-1) ?? 0;
    this.moment_ = signal(this.to);
    this.store_ = signal(this.empty());
    this.fill();
  }

  get moment(): ReadonlySignal<number> {
    return this.moment_;
  }

  /** The state at the moment; another store after each step back. */
  get store(): ReadonlySignal<Store> {
    return this.store_;
  }

  seek(moment: number): void {
    const to = Math.max(this.from, Math.min(this.to, moment));
    batch(() => {
      const back = to < this.moment_.peek();
      this.moment_.value = to;
      if (back) {
        this.next = 0;
        this.store_.value = this.empty();
      }
      this.fill();
    });
  }

  play(): void {
    if (this.moment_.peek() >= this.to) this.seek(this.from);
    this.playing.value = true;
  }

  pause(): void {
    this.playing.value = false;
  }

  /** To be called as time passes, with the real milliseconds since the last call; does nothing while paused. */
  advance(millis: number): void {
    if (!this.playing.peek()) return;
    this.seek(this.moment_.peek() + millis * this.speed.peek());
    if (this.moment_.peek() >= this.to) this.pause();
  }

  private empty(): Store {
    const { schedule, route } = this.stage;
    return new Store({ now: () => this.moment_.peek(), schedule, route });
  }

  private fill(): void {
    const store = this.store_.peek();
    const moment = this.moment_.peek();
    let end = this.next;
    while (end < this.times.length && (this.times[end] ?? 0) <= moment) end++;
    if (end > this.next) store.add(this.recording.events.slice(this.next, end));
    this.next = end;
    store.tick();
  }
}

/** When each event came: its own time, but none before the one that the daemon had before it. */
function timesOf({ events }: Recording): readonly number[] {
  let latest = -Infinity;
  const times = events.map(({ timestamp }) => {
    const millis = Date.parse(timestamp);
    if (!Number.isNaN(millis)) latest = Math.max(latest, millis);
    return latest;
  });
  // Without any time all of them are there from the start.
  return times.map((time) => (time === -Infinity ? (times.find((t) => t !== -Infinity) ?? 0) : time));
}
