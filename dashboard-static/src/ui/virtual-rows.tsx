/**
 * A list of any length of which only the rows near the visible ones are in the document. All rows have one height, so every
 * place is arithmetic. Sticks to the last row while `following` says so; else what is in sight stands still wherever rows come
 * and go.
 */

import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Props<K> {
  role?: 'grid' | 'treegrid';
  label: string;
  columns: number;
  length: number;
  /** How many rows have left at the top: they count for the places of the others. */
  left?: number;
  /** Another list than before: places in the old one mean nothing in it. */
  identity: unknown;
  /** What tells a row from all others, wherever it stands. */
  keyOf: (index: number) => K;
  /** Where the row with this key stands now; if it has left, -1 or where the next one does. */
  indexOf: (key: K) => number;
  rowHeight: number;
  /** Another row than before is scrolled to; the same one in another place is not. */
  active: number | null;
  /** Null for a list that does not grow at its end. */
  following: Signal<boolean> | null;
  header: ComponentChildren;
  /** @param place the row's number from 0, those counted that have left at the top: it stays the same while they do */
  row: (index: number, place: number) => ComponentChildren;
  rowId: (index: number) => string | undefined;
  onMove: (index: number) => void;
  onOpen: () => void;
  /** What lies over the list; `inView` when every row is in sight. */
  over?: (inView: boolean) => ComponentChildren;
  children?: ComponentChildren;
}

/** What was shown last. */
interface Before<K> {
  readonly identity: unknown;
  readonly key: K | null;
  /** Keys of the rows in the document, the first of them in place `from`; none while it follows. */
  readonly keys: readonly K[];
  readonly from: number;
  readonly atEndOf: number;
}

/** Rows kept above and below the visible ones, and the grain in which the window moves. */
const MARGIN = 8;
const GRAIN = 6;

export function VirtualRows<K>(props: Props<K>) {
  const { length, left = 0, identity, rowHeight, active, following } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const key = active === null ? null : props.keyOf(active);
  const before = useRef<Before<K>>({ identity: undefined, key: null, from: 0, keys: [], atEndOf: -1 });
  /** How far it is scrolled, as far as is known without having everything laid out: not less than it is. */
  const top = useRef(0);
  /** How high it was when it was measured last. */
  const height = useRef(0);
  const [view, setView] = useState({ first: 0, visible: 40 });

  const scrolled = (offset: number) => {
    top.current = offset;
    const first = Math.floor(offset / rowHeight);
    setView((old) => (sameGrain(old.first, first) ? old : { ...old, first }));
  };

  const visible = view.visible;
  const firstVisible = following?.value
    ? Math.max(0, length - visible)
    : Math.min(view.first, Math.max(0, length - 1));
  const from = Math.max(0, firstVisible - (firstVisible % GRAIN) - MARGIN);
  const to = Math.min(length, firstVisible + visible + GRAIN + MARGIN);
  const indexes = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = () => {
      height.current = element.clientHeight;
      setView(({ first }) => ({ first, visible: Math.ceil(element.clientHeight / rowHeight) }));
      if (following?.peek()) element.scrollTop = top.current = element.scrollHeight;
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [rowHeight, following]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const past = before.current;
    const same = past.identity === identity;
    const follows = following?.value ?? false;
    const keys = follows ? [] : indexes.map(props.keyOf);
    before.current = { identity, key, keys, from, atEndOf: follows ? length : -1 };
    const scrollTo = (offset: number) => {
      element.scrollTop = offset;
      scrolled(element.scrollTop);
    };
    if (follows) {
      // Where as many rows have left as have come, it is at the end already; asking for it would have everything laid out.
      if (!same || past.atEndOf !== length) element.scrollTop = top.current = (length + 1) * rowHeight;
    } else if (past.atEndOf !== -1) {
      top.current = element.scrollTop;
    } else if (same && (following !== null || top.current > 0)) {
      // Who is at the top of a list that does not grow at its end is shown what comes there.
      const moved = drift(past, Math.floor(top.current / rowHeight), props);
      if (moved !== 0) scrollTo(top.current + moved * rowHeight);
    }
    if (active !== null && (same ? key !== past.key : !follows))
      scrollTo(revealing(element, active, rowHeight));
  });

  const onScroll = (event: Event & { currentTarget: HTMLElement }) => {
    const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
    // What is above has grown, which will be measured: nobody has left the end.
    if (following?.peek() && clientHeight !== height.current) return;
    const atEnd = scrollTop + clientHeight >= scrollHeight - rowHeight / 2;
    // The event of a jump to the end may come after the user has chosen a row: only his own way to the end is a wish to follow.
    if (following !== null && (!atEnd || scrollTop > top.current)) following.value = atEnd;
    scrolled(scrollTop);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // Keys on what is within, as a button in the head, are meant for that.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      props.onOpen();
      return;
    }
    const target = moved(
      event.key,
      active ?? (following?.peek() ? length : view.first - 1),
      visible - 2,
      length,
    );
    if (target === null) return;
    event.preventDefault();
    props.onMove(target);
    if (following !== null) following.value = event.key === 'End';
  };

  const activeHere = active !== null && active >= from && active < to;
  return (
    <>
      <div
        ref={scroller}
        class="rows"
        role={props.role ?? 'grid'}
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={left + length + 1}
        aria-colcount={props.columns}
        aria-activedescendant={activeHere ? props.rowId(active) : undefined}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <div class="rows-head" role="rowgroup">
          {props.header}
        </div>
        <div class="rows-body" role="rowgroup" style={{ height: `${length * rowHeight}px` }}>
          <div class="rows-window" role="none" style={{ transform: `translateY(${from * rowHeight}px)` }}>
            {indexes.map((index) => props.row(index, left + index))}
          </div>
        </div>
      </div>
      {props.over?.(length < view.visible)}
    </>
  );
}

/** Gives the focus to the list that is shown, or to the timeline, if there is one; answers which. */
export function focusList(): HTMLElement | null {
  const list = document.querySelector<HTMLElement>('.rows, .timeline canvas');
  list?.focus();
  return list;
}

function sameGrain(a: number, b: number): boolean {
  return Math.floor(a / GRAIN) === Math.floor(b / GRAIN);
}

function moved(key: string, from: number, page: number, length: number): number | null {
  const to = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: length - 1,
  }[key];
  return to === undefined || length === 0 ? null : Math.max(0, Math.min(length - 1, to));
}

/** How many places further down the first row that was in sight, and is still there, stands now. */
function drift<K>({ keys, from }: Before<K>, firstInSight: number, { keyOf, indexOf }: Props<K>): number {
  for (const [i, key] of keys.entries()) {
    const place = from + i;
    if (place < firstInSight) continue;
    const now = keyOf(place) === key ? place : indexOf(key);
    if (now !== -1) return now - place;
  }
  return 0;
}

/** How far to scroll, as little as needed, to show the row; the header hides one row's height at the top. */
function revealing({ scrollTop, clientHeight }: HTMLElement, index: number, rowHeight: number): number {
  const top = index * rowHeight;
  return Math.min(top, Math.max(scrollTop, top + 2 * rowHeight - clientHeight));
}
