/**
 * The newest items in the order they came, bounded by number and by weight. Items are named by their ordinal: the first ever
 * pushed is 0, and an ordinal keeps its item until that is forgotten.
 */
export interface Weighed {
  readonly weight: number;
}

export interface RingLimits {
  readonly items: number;
  readonly weight: number;
}

export class Ring<T extends Weighed> {
  private readonly slots: (T | undefined)[] = [];
  private oldest = 0;
  private next = 0;
  private load = 0;

  constructor(private readonly limits: RingLimits) {
    if (limits.items < 1) throw new RangeError(`limits.items must be at least 1, is ${limits.items}`);
    if (limits.weight < 1) throw new RangeError(`limits.weight must be at least 1, is ${limits.weight}`);
  }

  /** Ordinal of the oldest item held; equals `end` when there is none. */
  get first(): number {
    return this.oldest;
  }

  /** Ordinal the next item will get. */
  get end(): number {
    return this.next;
  }

  get length(): number {
    return this.next - this.oldest;
  }

  get weight(): number {
    return this.load;
  }

  at(ordinal: number): T | undefined {
    return ordinal >= this.oldest && ordinal < this.next ? this.slots[this.slot(ordinal)] : undefined;
  }

  /** Adds `item` and hands what had to go for it, oldest first, to `forget`. The newest item always stays. */
  push(item: T, forget: (item: T) => void): void {
    if (this.length === this.limits.items) this.drop(forget);
    this.slots[this.slot(this.next)] = item;
    this.next++;
    this.load += item.weight;
    while (this.load > this.limits.weight && this.length > 1) this.drop(forget);
  }

  /** Puts `item` in the place of the one at `ordinal`, which must be held. */
  replace(ordinal: number, item: T): void {
    const before = this.at(ordinal);
    if (before === undefined)
      throw new RangeError(`no item ${ordinal}: held are ${this.oldest} to ${this.next - 1}`);
    this.load += item.weight - before.weight;
    this.slots[this.slot(ordinal)] = item;
  }

  /** Lets all items go, oldest first, to `forget`. Ordinals go on from where they are. */
  clear(forget: (item: T) => void): void {
    while (this.length > 0) this.drop(forget);
  }

  private drop(forget: (item: T) => void): void {
    const slot = this.slot(this.oldest);
    const item = this.slots[slot];
    this.slots[slot] = undefined;
    this.oldest++;
    if (item === undefined) return;
    this.load -= item.weight;
    forget(item);
  }

  private slot(ordinal: number): number {
    return ordinal % this.limits.items;
  }
}
