/** The ordinals of the rows that pass a filter, kept up as rows come and go without looking at old rows again. */

import type { EventLog } from './event-log';
import { passes, type Filter } from './filter';
import { dependsOnStatus } from './query';

const COMPACT_AFTER = 8_192;

export class Listing {
  private ordinals: number[] = [];
  private head = 0;
  private looked = 0;
  private closed = 0;
  private gone = 0;

  constructor(
    private readonly log: EventLog,
    readonly filter: Filter,
  ) {}

  get length(): number {
    return this.ordinals.length - this.head;
  }

  /** How many rows have left at the top so far. */
  get removed(): number {
    return this.gone;
  }

  /** Ordinal of the row in place `index`. */
  at(index: number): number | undefined {
    return this.ordinals[this.head + index];
  }

  /** How many listed rows have an ordinal below `ordinal`; also the place of `ordinal` when it is listed. */
  countBelow(ordinal: number): number {
    let low = this.head;
    let high = this.ordinals.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ordinals[middle] ?? Infinity) < ordinal) low = middle + 1;
      else high = middle;
    }
    return low - this.head;
  }

  /** Takes in what the log has learned since the last time. */
  catchUp(): this {
    const { calls } = this.log.account;
    if (dependsOnStatus(this.filter.query) && this.closed !== calls.closed) this.startOver();
    this.closed = calls.closed;
    this.forgetBelow(this.log.first);
    for (let n = Math.max(this.looked, this.log.first); n < this.log.end; n++) {
      const row = this.log.at(n);
      if (row !== undefined && passes(row, this.filter, this.log.account)) this.ordinals.push(n);
    }
    this.looked = this.log.end;
    return this;
  }

  private startOver(): void {
    this.ordinals = [];
    this.head = 0;
    this.looked = 0;
  }

  private forgetBelow(first: number): void {
    const before = this.head;
    while ((this.ordinals[this.head] ?? Infinity) < first) this.head++;
    this.gone += this.head - before;
    if (this.head > COMPACT_AFTER && this.head > this.ordinals.length / 2) {
      this.ordinals = this.ordinals.slice(this.head);
      this.head = 0;
    }
  }
}
