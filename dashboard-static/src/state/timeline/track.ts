/** Bars in rows in which they do not lie over one another, found by time without looking at all of them. */

import type { Draft } from '../account/records';
import type { Stretch } from './span';

export interface Placed extends Stretch {
  /** Whether it deserves to be seen when it is drawn together with others. */
  readonly loud: boolean;
  /** Whether it still grows, so that nothing can come behind it. */
  readonly open?: boolean;
}

/** More parallel calls than this of one agent share the last track. */
export const MOST_TRACKS = 12;

export class Track<T extends Placed> {
  readonly bars: T[] = [];
  /**
   * No bar up to each place ends later: it never falls, so it can be searched. Once bars have been taken back it may be later than
   * any that is left; then more is looked at than need be.
   */
  private readonly reach: number[] = [];

  /** From when on there is room behind the last bar. */
  get end(): number {
    return this.bars.at(-1)?.open === true ? Infinity : this.last;
  }

  /** The latest end, -Infinity when there is no bar. */
  get last(): number {
    return this.reach.at(-1) ?? -Infinity;
  }

  /** Takes a bar that begins no earlier than the one before it. */
  push(bar: T): void {
    this.reach.push(Math.max(this.last, bar.to));
    this.bars.push(bar);
  }

  /** Puts `bar` in place of the one at `index`; both begin at the same time. */
  replace(index: number, bar: T): void {
    this.bars[index] = bar;
    let end = this.reach[index - 1] ?? -Infinity;
    for (let i = index; i < this.bars.length; i++) {
      end = Math.max(end, this.bars[i]?.to ?? end);
      this.reach[i] = end;
    }
  }

  remove(index: number): void {
    this.bars.splice(index, 1);
    this.reach.splice(index, 1);
  }

  /** Places `first` to `end - 1` hold every bar that touches `stretch`. */
  within({ from, to }: Stretch): { readonly first: number; readonly end: number } {
    const first = lowest(this.reach.length, (i) => (this.reach[i] ?? 0) >= from);
    return { first, end: lowest(this.bars.length, (i) => (this.bars[i]?.from ?? 0) > to) };
  }
}

/** @param bars in the order of their beginnings */
export function packed<T extends Placed>(bars: readonly T[]): Track<T>[] {
  const tracks: Track<T>[] = [];
  for (const bar of bars) place(tracks, bar);
  return tracks;
}

/** Puts a bar that begins no earlier than any other into the first track with room, or one of its own; answers which. */
export function place<T extends Placed>(tracks: Track<T>[], bar: T): Track<T> {
  let track = tracks.find(({ end }) => end <= bar.from);
  if (track === undefined && tracks.length < MOST_TRACKS) tracks.push((track = new Track()));
  track ??= tracks.at(-1) ?? new Track();
  track.push(bar);
  return track;
}

/** What is drawn: one bar, or several that are too small to be told apart. */
export interface Shape<T> {
  readonly x: number;
  readonly width: number;
  /** The bar, or the loud one of several. */
  readonly bar: T;
  readonly count: number;
}

const LEAST_PIXELS = 2;

/** The shapes of a track on `pixels` pixels that show `view`: never more than one for each two pixels. */
export function shapes<T extends Placed>(track: Track<T>, view: Stretch, pixels: number): Shape<T>[] {
  const scale = pixels / (view.to - view.from);
  const { first, end } = track.within(view);
  const drawn: Shape<T>[] = [];
  let last: Draft<Shape<T>> | null = null;
  for (let i = first; i < end; i++) {
    const bar = track.bars[i];
    if (bar === undefined || bar.to < view.from) continue;
    const x = Math.max(0, (bar.from - view.from) * scale);
    const width = Math.max(LEAST_PIXELS, Math.min(pixels, (bar.to - view.from) * scale) - x);
    const small = width <= LEAST_PIXELS;
    if (last !== null && small && x < last.x + LEAST_PIXELS && last.width <= LEAST_PIXELS) {
      if (bar.loud && !last.bar.loud) last.bar = bar;
      last.count++;
    } else drawn.push((last = { x, width, bar, count: 1 }));
  }
  return drawn;
}

/** The lowest of 0 to `length - 1` for which `test` holds, `length` when none; once it holds it must go on holding. */
function lowest(length: number, test: (i: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
