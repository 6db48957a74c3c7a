/**
 * The rows of the log as the user wants to see them: filtered, held still or running, one of them selected. A search looks at the
 * newest rows first and at older ones bit by bit, so that no question stops the page.
 */

import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Row } from '../../event/row';
import type { EventLog } from '../event-log';
import { EVERYTHING, parseQuery } from '../query';
import type { Route } from '../route';
import type { Scheduler } from '../scheduling';
import { NO_FILTER, type Filter } from './filter';
import { Listing } from './listing';

export interface EventListOptions {
  /** What is held; another one after a step back. */
  readonly log: ReadonlySignal<EventLog>;
  /** The log again, a new value whenever it has news. */
  readonly content: ReadonlySignal<{ readonly log: EventLog }>;
  /** A new value only as often as one can read what has changed. */
  readonly glance: ReadonlySignal<unknown>;
  readonly sessions: ReadonlySignal<ReadonlySet<string>>;
  /** Ordinal from which on rows are held back, null for none. */
  readonly pausedAt: ReadonlySignal<number | null>;
  readonly route: ReadonlySignal<Route>;
  readonly go: (change: Partial<Route>) => void;
  readonly now: () => number;
  /** Runs a part of a search once what the user waits for has been done. */
  readonly later: Scheduler;
  /** Has `content` say soon that there is news. */
  readonly stir: () => void;
}

export interface Listed {
  readonly listing: Listing;
  /** How many rows of `listing` to show: all, or those from before the pause. */
  readonly length: number;
  /** Whether older rows are still being looked at. */
  readonly searching: boolean;
}

/** How long a search goes on before the page does something else, and how often what it has found meanwhile is shown. */
const SEARCH_MILLIS = 8;
const FOUND_EVERY_MILLIS = 100;

/** Id of the tab with this list, which is shown when the address names none. */
export const EVENTS = 'events';

/** What an address calls a row: by its event's id, which is the same on every page. */
function itemOf(row: Row): string {
  return row.kind === 'event' ? row.event.id : `gap-${row.n}`;
}

/** Has whoever computes something now compute it again when one of these changes. */
function heed(...signals: readonly ReadonlySignal<unknown>[]): void {
  signals.forEach((one) => one.value);
}

export class EventList {
  readonly search = signal('');
  readonly types: Signal<ReadonlySet<string>> = signal(NO_FILTER.types);
  readonly selected: Signal<Row | null> = signal(null);
  /** Whether the list sticks to its newest row. */
  readonly following = signal(true);

  readonly filter: ReadonlySignal<Filter>;
  readonly listed: ReadonlySignal<Listed>;
  /** The same at a glance: what the user does and the end of a search show at once, what comes meanwhile when it can be read. */
  readonly listedAtAGlance: ReadonlySignal<Listed>;
  /** Whether the details of the selected row are open: then the address names it. */
  readonly detailOpen: ReadonlySignal<boolean>;

  /** Ordinal of the first row that came after the user left the newest one, null while the list follows. */
  private leftAt: number | null = null;
  /** When the listing that is looked on was last shown; null while none is. */
  private shownAt: number | null = null;
  private readonly effects: readonly (() => void)[];

  constructor(private readonly options: EventListOptions) {
    const { log, content, glance, sessions, pausedAt, route } = options;
    this.filter = computed(() => ({
      sessions: sessions.value,
      types: this.types.value,
      query: this.search.value.trim() === '' ? EVERYTHING : parseQuery(this.search.value),
    }));
    let listing = new Listing(log.peek(), this.filter.peek());
    this.listed = computed(() => {
      const { log } = content.value;
      const filter = this.filter.value;
      const end = pausedAt.value;
      listing = listing.backTo(log);
      if (listing.filter !== filter) listing = new Listing(log, filter, listing);
      listing.catchUp(this.timeFor(SEARCH_MILLIS));
      if (!listing.isDone) this.lookOn(() => listing);
      const length = end === null ? listing.length : listing.countBelow(end);
      return { listing, length, searching: !listing.isDone };
    });
    const searching = computed(() => this.listed.value.searching);
    this.listedAtAGlance = computed(() => {
      heed(glance, this.filter, pausedAt, searching);
      return this.listed.peek();
    });
    this.detailOpen = computed(() => {
      const { tab, item } = route.value;
      return (tab === null || tab === EVENTS) && item !== null;
    });
    // What is read must not move away.
    let asked: Row | undefined;
    this.effects = [
      effect(() => {
        const row = this.rowAsked();
        if (row !== undefined && row !== asked) {
          this.selected.value = row;
          this.following.value = false;
        }
        asked = row;
      }),
      effect(() => {
        this.leftAt = this.following.value ? null : log.value.end;
      }),
    ];
  }

  /** To be called when it is shown no more. */
  dispose(): void {
    for (const end of this.effects) end();
  }

  isFiltered(): boolean {
    return this.search.value !== '' || this.types.value.size > 0;
  }

  /** The chosen sessions stay: they are chosen for every view, and elsewhere. */
  clearFilters(): void {
    batch(() => {
      this.search.value = '';
      this.types.value = NO_FILTER.types;
    });
  }

  /** How many listed rows the user has not been shown: behind the pause, or below where he scrolled to. */
  unseen(): number {
    const { listing } = this.listed.value;
    const pausedAt = this.options.pausedAt.value;
    const from = this.following.value ? pausedAt : Math.min(this.leftAt ?? Infinity, pausedAt ?? Infinity);
    return from === null ? 0 : listing.length - listing.countBelow(from);
  }

  /** Selects the row in place `index` of the list, the nearest there is. */
  selectAt(index: number): void {
    const { listing, length } = this.listed.peek();
    const ordinal = listing.at(Math.max(0, Math.min(length - 1, index)));
    const row = ordinal === undefined ? undefined : this.options.log.peek().at(ordinal);
    if (row === undefined) return;
    this.selected.value = row;
    if (this.detailOpen.peek()) this.openDetail();
  }

  /** The log is another one: selects the row that was selected, if that is held still. */
  selectAgain(): void {
    const selected = this.selected.peek();
    if (selected !== null) this.selected.value = this.options.log.peek().rowOf(itemOf(selected)) ?? null;
  }

  /** Selects `row` and opens its details. */
  open(row: Row): void {
    batch(() => {
      this.selected.value = row;
      this.openDetail();
    });
  }

  /** Opens the details of the selected row, if there is one. */
  openDetail(): void {
    const row = this.selected.peek();
    if (row !== null) this.options.go({ tab: EVENTS, item: itemOf(row) });
  }

  /** The row that the address asks for; undefined when it asks for none, or for one that is not held. */
  rowAsked(): Row | undefined {
    const { log, content, route } = this.options;
    // A step back may leave nothing selected.
    heed(log);
    const { item } = route.value;
    if (!this.detailOpen.value || item === null) return undefined;
    const selected = this.selected.peek();
    if (selected !== null && itemOf(selected) === item) return selected;
    return content.value.log.rowOf(item);
  }

  /** Place of the selected row in the list, null when it is not listed. */
  selectedIndex(): number | null {
    const row = this.selected.value;
    if (row === null) return null;
    const { listing, length } = this.listed.value;
    const index = listing.countBelow(row.n);
    return index < length && listing.at(index) === row.n ? index : null;
  }

  /** Lets the newest listing look at older rows, bit by bit. */
  private lookOn(newest: () => Listing): void {
    const { now, later, stir } = this.options;
    if (this.shownAt !== null) return;
    this.shownAt = now();
    const turn = () => {
      const listing = newest();
      listing.lookOn(this.timeFor(SEARCH_MILLIS));
      if (!listing.isDone && now() < (this.shownAt ?? 0) + FOUND_EVERY_MILLIS) {
        later(turn);
        return;
      }
      this.shownAt = null;
      stir();
    };
    later(turn);
  }

  private timeFor(millis: number): () => boolean {
    const { now } = this.options;
    const end = now() + millis;
    return () => now() < end;
  }
}
