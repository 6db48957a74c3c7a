/** Bars in rows in which they do not lie over one another, found by time without looking at all of them. */

import type { Stretch } from './span';

export interface Placed extends Stretch {
  /** Whether it deserves to be seen when it is drawn together with others. */
  readonly loud: boolean;
}

/** More parallel calls than this of one agent share the last track. */
export const MOST_TRACKS = 12;

export class Track<T extends Placed> {
  readonly bars: T[] = [];
  /** The latest end among the bars up to each place: it never falls, so it can be searched. */
  private readonly reach: number[] = [];

  get end(): number {
    return this.reach.at(-1) ?? -Infinity;
  }

  /** Takes a bar that begins no earlier than the one before it. */
  push(bar: T): void {
    this.reach.push(Math.max(this.end, bar.to));
    this.bars.push(bar);
  }

  /** Places `first` to `end - 1` hold every bar that touches `stretch`. */
  within({ from, to }: Stretch): { readonly first: number; readonly end: number } {
    const first = lowest(this.reach.length, (i) => (this.reach[i] ?? 0) >= from);
    return { first, end: lowest(this.bars.length, (i) => (this.bars[i]?.from ?? 0) > to) };
  }
}

/** @param bars in the order of their beginnings */
export function packed<T extends Placed>(bars: readonly T[]): readonly Track<T>[] {
  const tracks: Track<T>[] = [];
  for (const bar of bars) {
    let track = tracks.find(({ end }) => end <= bar.from);
    if (track === undefined && tracks.length < MOST_TRACKS) tracks.push((track = new Track()));
    (track ?? tracks.at(-1))?.push(bar);
  }
  return tracks;
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
  for (let i = first; i < end; i++) {
    const bar = track.bars[i];
    if (bar === undefined || bar.to < view.from) continue;
    const x = Math.max(0, (bar.from - view.from) * scale);
    const width = Math.max(LEAST_PIXELS, Math.min(pixels, (bar.to - view.from) * scale) - x);
    const last = drawn.at(-1);
    if (
      last !== undefined &&
      width <= LEAST_PIXELS &&
      x < last.x + LEAST_PIXELS &&
      last.width <= LEAST_PIXELS
    ) {
      const louder = bar.loud && !last.bar.loud ? bar : last.bar;
      drawn[drawn.length - 1] = { ...last, bar: louder, count: last.count + 1 };
    } else drawn.push({ x, width, bar, count: 1 });
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
