/**
 * A recording, played: a store of its own that holds the events up to a moment, and tells the time of that moment. Going on adds
 * events. What is folded cannot be unfolded, so going back gives the store another log, from the last of some copies that were made
 * on the way. What was used is known of the end alone, and told there.
 */

import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { EventLog } from '../event-log';
import { Store, type StoreOptions } from '../store';
import { copied } from './copied';
import type { Recording } from './recording';

export const SPEEDS = [1, 2, 5, 10, 30, 60] as const;
export type Speed = (typeof SPEEDS)[number];

/** A step back folds no more events anew than lie between two copies: so few, or in long recordings this part of all. */
const LEAST_BETWEEN_COPIES = 500;
const MOST_COPIES = 16;

/** What was known after the first `events` events of the recording. */
interface Copy {
  readonly events: number;
  readonly log: EventLog;
}

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
  /** The state at the moment. */
  readonly store: Store;
  private readonly moment_: Signal<number>;
  private readonly times: readonly number[];
  private readonly betweenCopies: number;
  /** In the order of their events; the first knows nothing. */
  private readonly copies: Copy[] = [{ events: 0, log: new EventLog() }];
  private next = 0;

  /** Begins at the end of the recording, which must hold an event. */
  constructor(
    readonly recording: Recording,
    { schedule, route }: Stage,
  ) {
    if (recording.events.length === 0) throw new RangeError(`${recording.name} holds no event`);
    this.times = timesOf(recording);
    this.from = this.times[0] ?? 0;
    this.to = this.times.at(-1) ?? 0;
    this.betweenCopies = Math.max(LEAST_BETWEEN_COPIES, Math.ceil(this.times.length / MOST_COPIES));
    this.moment_ = signal(this.to);
    this.store = new Store({ now: () => this.moment_.peek(), schedule, route });
    this.fill();
  }

  get moment(): ReadonlySignal<number> {
    return this.moment_;
  }

  seek(moment: number): void {
    const to = Math.max(this.from, Math.min(this.to, moment));
    batch(() => {
      const back = to < this.moment_.peek();
      this.moment_.value = to;
      if (back) this.goBack();
      this.fill();
    });
  }

  /** To the next time at which an event came, or back to the one before. */
  step(by: 1 | -1): void {
    const moment = this.moment_.peek();
    // Times are whole milliseconds, a moment while it plays is not.
    const index = by === 1 ? this.endAt(moment) : this.endAt(Math.ceil(moment) - 1) - 1;
    this.seek(this.times[index] ?? moment);
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

  /** On from the last copy that knows no more than what had come by the moment. */
  private goBack(): void {
    const end = this.endAt(this.moment_.peek());
    const from = this.copies.findLast(({ events }) => events <= end);
    if (from === undefined || end === this.next) return;
    const log = copyOf(from.log);
    log.add(this.recording.events.slice(from.events, end));
    this.next = end;
    this.store.backTo(log);
  }

  private fill(): void {
    const { store } = this;
    const end = this.endAt(this.moment_.peek());
    while (this.next < end) {
      const nextCopy = (this.copies.at(-1)?.events ?? 0) + this.betweenCopies;
      const stop = this.next < nextCopy ? Math.min(end, nextCopy) : end;
      store.add(this.recording.events.slice(this.next, stop));
      this.next = stop;
      if (stop === nextCopy) this.copies.push({ events: stop, log: copyOf(store.log) });
    }
    this.tellUsages();
    store.tick();
  }

  private tellUsages(): void {
    const { store, recording } = this;
    if (this.next === this.times.length) for (const usage of recording.usages) store.tellUsage(usage);
    else if (store.told.peek().size > 0) store.told.value = new Map();
  }

  /** How many events had come by `moment`. */
  private endAt(moment: number): number {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.times[middle] ?? Infinity) <= moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Rows, and the events in them, never change. */
function copyOf(log: EventLog): EventLog {
  return copied(log, (part) => 'kind' in part && 'n' in part);
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
