/** The bars of one agent in tracks, kept up as its calls begin, change and go. */

import type { CallRecord } from '../account/records';
import { barOf, type Bar } from './lanes';
import { packed, place, type Track } from './track';

export class Packing {
  private tracks_: Track<Bar>[] = [];
  private readonly placed = new Map<CallRecord, Track<Bar>>();
  /** When the bar that began last began. */
  private latest = -Infinity;

  get tracks(): readonly Track<Bar>[] {
    return this.tracks_;
  }

  /** How many bars there are. */
  get size(): number {
    return this.placed.size;
  }

  /** Takes in what is newly known of a call. */
  put(call: CallRecord, now: number): void {
    const bar = barOf(call, now);
    const track = this.placed.get(call);
    const at = track?.bars.findLastIndex((other) => other.call === call) ?? -1;
    if (track !== undefined && bar !== null && track.bars[at]?.from === bar.from) {
      track.replace(at, bar);
      return;
    }
    this.remove(call);
    if (bar === null) return;
    if (bar.from < this.latest) this.packAnew(bar);
    else this.placed.set(call, place(this.tracks_, bar));
    this.latest = Math.max(this.latest, bar.from);
  }

  /** Calls that are forgotten are among the oldest. */
  remove(call: CallRecord): void {
    const track = this.placed.get(call);
    if (track === undefined) return;
    this.placed.delete(call);
    track.remove(track.bars.findIndex((bar) => bar.call === call));
    while (this.tracks_.at(-1)?.bars.length === 0) this.tracks_.pop();
  }

  /** A call that is told of late begins among others that have their places. */
  private packAnew(late: Bar): void {
    const bars = [late, ...this.tracks_.flatMap(({ bars }) => bars)];
    this.tracks_ = packed(bars.sort((a, b) => a.from - b.from));
    for (const track of this.tracks_) for (const { call } of track.bars) this.placed.set(call, track);
  }
}
