/**
 * Every event the page holds, folded by id: an event that arrives again changes nothing. Bounded; what had to go for newer ones is
 * forgotten, what the user took away is cleared, and both are counted: `received = held + duplicates + forgotten + cleared`.
 */

import { eventRow, gapRow, type GapRow, type Row } from '../event/row';
import type { Gap, MonitorEvent } from '../event/wire';
import { Account } from './account/account';
import { enter, NOWHERE, type Position } from './resume';
import { Ring, type RingLimits } from './ring';

export const LOG_LIMITS: RingLimits = { items: 100_000, weight: 512 * 1024 * 1024 };

const UNKNOWN: Gap = { stream: null, from: null, to: null, count: null, reason: null };

export class EventLog {
  readonly account = new Account();
  private readonly rows: Ring<Row>;
  private readonly ordinals = new Map<string, number>();
  private at_: Position = NOWHERE;
  private tally = { received: 0, duplicates: 0, forgotten: 0, cleared: 0, gaps: 0 };

  constructor(limits: RingLimits = LOG_LIMITS) {
    this.rows = new Ring(limits);
  }

  get position(): Position {
    return this.at_;
  }

  get counts(): Readonly<{
    received: number;
    duplicates: number;
    forgotten: number;
    cleared: number;
    gaps: number;
    held: number;
  }> {
    return { ...this.tally, held: this.ordinals.size };
  }

  /** Ordinals `first` to `end - 1` are held. */
  get first(): number {
    return this.rows.first;
  }

  get end(): number {
    return this.rows.end;
  }

  at(ordinal: number): Row | undefined {
    return this.rows.at(ordinal);
  }

  /** The rows that are held, oldest first. */
  *held(): Iterable<Row> {
    for (let n = this.first; n < this.end; n++) {
      const row = this.at(n);
      if (row !== undefined) yield row;
    }
  }

  /** The row of the event with this id; undefined when it is not held. */
  rowOf(eventId: string): Row | undefined {
    const ordinal = this.ordinals.get(eventId);
    return ordinal === undefined ? undefined : this.rows.at(ordinal);
  }

  /** The daemon counts in `stream` from now on. */
  enter(stream: string | null): void {
    this.at_ = enter(this.at_, stream);
  }

  add(events: readonly MonitorEvent[]): void {
    for (const event of events) this.addOne(event);
  }

  /** A gap stands where it was told, and is told once. */
  addGap(gap: Gap): void {
    const last = this.lastGap();
    // Where the daemon has forgotten some of what was asked for, it keeps nothing older.
    if (last?.older) this.tally.gaps++;
    if (last !== null && (last.older || sameStart(last.gap, gap))) {
      this.rows.replace(last.n, gapRow(last.n, gap));
      return;
    }
    this.push(gapRow(this.rows.end, gap));
    this.tally.gaps++;
  }

  /** The page has asked for what comes after number `to`, and for nothing older. */
  addOlder(to: number): void {
    this.push(gapRow(this.rows.end, { ...UNKNOWN, stream: this.at_.stream, to }, true));
  }

  /** Whether nobody has told yet how much older events there are. */
  get asksForFirst(): boolean {
    const row = this.at(this.first);
    return row?.kind === 'gap' && row.older && row.gap.from === null;
  }

  /** The oldest event that the daemon holds has number `from`. */
  tellFirst(from: number): void {
    const row = this.at(this.first);
    if (row?.kind !== 'gap' || !row.older) return;
    const count = Math.max(0, (row.gap.to ?? 0) - from + 1);
    this.rows.replace(row.n, gapRow(row.n, { ...row.gap, from, count }, true));
  }

  /** Lets everything go. Its place in the stream stays, so nothing of it comes again by itself. */
  clear(): void {
    this.keep([]);
    this.tally.gaps = 0;
  }

  /** Lets the events of one session go; the other rows keep their order, and get new ordinals. */
  forget(session: string): void {
    this.keep([...this.held()].filter((row) => row.kind === 'gap' || row.session !== session));
  }

  private keep(kept: readonly Row[]): void {
    const before = this.ordinals.size;
    this.rows.clear((row) => this.letGo(row));
    for (const row of kept) {
      if (row.kind === 'gap') this.push(gapRow(this.rows.end, row.gap, row.older));
      else this.hold(row.event);
    }
    this.tally.cleared += before - this.ordinals.size;
  }

  private addOne(event: MonitorEvent): void {
    this.tally.received++;
    this.at_ = { stream: this.at_.stream, seq: Math.max(this.at_.seq, event.seq) };
    if (this.ordinals.has(event.id)) {
      this.tally.duplicates++;
      return;
    }
    this.closeGapBefore(event.seq);
    this.hold(event);
  }

  private hold(event: MonitorEvent): void {
    const row = eventRow(this.rows.end, event);
    this.ordinals.set(event.id, row.n);
    this.account.add(row);
    this.push(row);
  }

  private push(row: Row): void {
    this.rows.push(row, (gone) => {
      if (gone.kind === 'event') this.tally.forgotten++;
      this.letGo(gone);
    });
  }

  private letGo(row: Row): void {
    if (row.kind === 'gap') return;
    this.ordinals.delete(row.event.id);
    this.account.remove(row);
  }

  /** Events a slow page was told it would miss may still come after a reconnect: then the gap ends before them. */
  private closeGapBefore(seq: number): void {
    const last = this.lastGap();
    if (last?.gap.stream !== this.at_.stream) return;
    const { from, to } = last.gap;
    if (from === null || to === null || seq < from || seq > to) return;
    this.rows.replace(last.n, gapRow(last.n, { ...last.gap, to: seq - 1, count: seq - from }));
  }

  private lastGap(): GapRow | null {
    const last = this.rows.at(this.rows.end - 1);
    return last?.kind === 'gap' ? last : null;
  }
}

function sameStart(a: Gap, b: Gap): boolean {
  return a.stream === b.stream && a.from === b.from;
}
