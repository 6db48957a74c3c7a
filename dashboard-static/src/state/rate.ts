/** How many live events arrived in each of the last seconds. */

const SECONDS = 60;

export class Rate {
  private readonly buckets = new Float64Array(SECONDS);
  private second = 0;

  add(events: number, millis: number): void {
    this.advance(millis);
    const slot = this.second % SECONDS;
    this.buckets[slot] = (this.buckets[slot] ?? 0) + events;
  }

  /** Events per second, averaged over the last `seconds` whole seconds. */
  perSecond(millis: number, seconds = 3): number {
    return (
      this.history(millis)
        .slice(-seconds)
        .reduce((sum, n) => sum + n, 0) / seconds
    );
  }

  /** One number a second, oldest first; the running second is left out. */
  history(millis: number): number[] {
    this.advance(millis);
    return Array.from({ length: SECONDS - 1 }, (_, i) => this.buckets[(this.second + 1 + i) % SECONDS] ?? 0);
  }

  private advance(millis: number): void {
    const now = Math.floor(millis / 1_000);
    // A clock that was set back, and not only somebody who asks with the time of a moment ago.
    if (now < this.second - 1) {
      this.buckets.fill(0);
      this.second = now;
    }
    for (let s = Math.max(this.second + 1, now - SECONDS + 1); s <= now; s++) this.buckets[s % SECONDS] = 0;
    this.second = Math.max(this.second, now);
  }
}
