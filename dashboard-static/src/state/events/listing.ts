/**
 * The ordinals of the rows that pass a filter. The newest are looked at first, and older ones bit by bit; later rows come and go
 * without old ones being looked at again.
 */

import type { EventLog } from '../event-log';
import { passes, type Filter } from './filter';
import { dependsOnStatus, narrows } from '../query';

const COMPACT_AFTER = 8_192;
/** How many rows are looked at between two questions whether there is time for more. */
const STRIDE = 64;

export class Listing {
  /** What was found where the look began and after it, oldest first, from `head` on. */
  private later: number[] = [];
  private head = 0;
  /** What was found before that, newest first. */
  private earlier: number[] = [];
  /** What was found since the rows were last counted, newest first: places in the list change in `catchUp` only. */
  private found: number[] = [];
  /** Rows below are still to be looked at; of those that were listed by a wider filter, where there was one. */
  private below: number;
  private start: number;
  private wider: number[] | null;
  /** Rows from here on have not been looked at. */
  private looked: number;
  private closed: number;
  private shift = 0;

  /** @param before another listing of the log; what it knows is made use of when its filter lets more through */
  constructor(
    private log: EventLog,
    readonly filter: Filter,
    before: Listing | null = null,
  ) {
    this.closed = log.account.calls.closed;
    this.wider =
      before !== null && before.isNearlyUpToDate && isNarrower(filter, before.filter) ? before.all() : null;
    this.looked = before !== null && this.wider !== null ? before.looked : log.end;
    this.start = this.below = this.looked;
  }

  get length(): number {
    return this.earlier.length + this.later.length - this.head;
  }

  /** How many rows have left at the top so far, less those that were found there. */
  get removed(): number {
    return this.shift;
  }

  /** Whether no row is left to be looked at. */
  get isDone(): boolean {
    return this.below <= this.log.first;
  }

  private get isNearlyUpToDate(): boolean {
    return this.isDone && this.log.end - this.looked < STRIDE;
  }

  /** Ordinal of the row in place `index`. */
  at(index: number): number | undefined {
    const { earlier } = this;
    return index < earlier.length
      ? earlier[earlier.length - 1 - index]
      : this.later[this.head + index - earlier.length];
  }

  /** How many listed rows have an ordinal below `ordinal`; also the place of `ordinal` when it is listed. */
  countBelow(ordinal: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.at(middle) ?? Infinity) < ordinal) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Takes in what the log has learned since the last time and what was found, and looks at older rows while `hasTime`. */
  catchUp(hasTime: () => boolean): this {
    this.settle();
    this.lookAgain();
    this.forgetBelow(this.log.first);
    for (let n = Math.max(this.looked, this.log.first); n < this.log.end; n++) {
      if (this.passes(n)) this.later.push(n);
    }
    this.looked = this.log.end;
    this.lookOn(hasTime);
    this.settle();
    return this;
  }

  /** The listing of `log`, which is what this one's log was earlier: this one, where what was found still holds. */
  backTo(log: EventLog): Listing {
    if (log === this.log) return this;
    if (log.first !== this.log.first || dependsOnStatus(this.filter.query))
      return new Listing(log, this.filter);
    this.log = log;
    this.closed = log.account.calls.closed;
    this.settle();
    const isHeld = (n: number) => n < log.end;
    this.later = this.later.slice(this.head).filter(isHeld);
    this.head = 0;
    this.earlier = this.earlier.filter(isHeld);
    this.wider = this.wider?.filter(isHeld) ?? null;
    this.looked = Math.min(this.looked, log.end);
    this.start = Math.min(this.start, log.end);
    this.below = Math.min(this.below, log.end);
    return this;
  }

  /** Looks at older rows while `hasTime`. What it finds is listed by the next `catchUp`. */
  lookOn(hasTime: () => boolean): void {
    for (let count = 1; !this.isDone && (count % STRIDE !== 0 || hasTime()); count++) this.lookDown();
  }

  private settle(): void {
    for (const n of this.found) this.earlier.push(n);
    this.shift -= this.found.length;
    this.found = [];
  }

  private lookDown(): void {
    const n = this.wider === null ? this.below - 1 : this.wider.pop();
    this.below = n ?? this.log.first;
    if (n === undefined || n < this.log.first || !this.passes(n)) return;
    this.found.push(n);
  }

  private passes(n: number): boolean {
    const row = this.log.at(n);
    return row !== undefined && passes(row, this.filter, this.log.account);
  }

  /** The start of a call that has ended may pass no more, or only now. */
  private lookAgain(): void {
    const { calls } = this.log.account;
    if (this.closed === calls.closed || !dependsOnStatus(this.filter.query)) return;
    const starts = calls.closedSince(this.closed);
    this.closed = calls.closed;
    if (starts === null) this.startOver();
    else for (const n of starts) if (n >= this.below && n < this.looked) this.put(n, this.passes(n));
  }

  private put(n: number, listed: boolean): void {
    const place = this.countBelow(n);
    if ((this.at(place) === n) === listed) return;
    const { earlier, later, head } = this;
    if (n >= this.start) later.splice(head + place - earlier.length, listed ? 0 : 1, ...(listed ? [n] : []));
    else if (listed) earlier.splice(earlier.length - place, 0, n);
    else earlier.splice(earlier.length - place - 1, 1);
  }

  private startOver(): void {
    this.later = [];
    this.head = 0;
    this.earlier = [];
    this.found = [];
    this.wider = null;
    this.looked = this.start = this.below = this.log.end;
  }

  private all(): number[] {
    return [...this.earlier.toReversed(), ...this.later.slice(this.head)];
  }

  private forgetBelow(first: number): void {
    const before = this.length;
    while ((this.earlier.at(-1) ?? Infinity) < first) this.earlier.pop();
    if (this.earlier.length === 0) while ((this.later[this.head] ?? Infinity) < first) this.head++;
    this.shift += before - this.length;
    if (this.head > COMPACT_AFTER && this.head > this.later.length / 2) {
      this.later = this.later.slice(this.head);
      this.head = 0;
    }
  }
}

function isNarrower(filter: Filter, before: Filter): boolean {
  return (
    filter.sessions === before.sessions &&
    filter.types === before.types &&
    // A call's status changes, and with it what passed.
    !dependsOnStatus(before.query) &&
    narrows(filter.query, before.query)
  );
}
