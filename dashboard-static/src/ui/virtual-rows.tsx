/**
 * A list of any length of which only the rows near the visible ones are in the document. All rows have one height, so every
 * place is arithmetic. Sticks to the last row while `following` says so, and stands still when rows leave or come at the top.
 */

import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Props {
  role?: 'grid' | 'treegrid';
  label: string;
  columns: number;
  length: number;
  /** How many rows have left at the top since `identity` began, less those that have come there. */
  removed: number;
  /** Another list than before: places in the old one mean nothing in it. */
  identity: unknown;
  rowHeight: number;
  active: number | null;
  /** Null for a list that does not grow at its end. */
  following: Signal<boolean> | null;
  header: ComponentChildren;
  /** @param place the row's number from 0, those counted that have left: it stays the same while rows leave at the top */
  row: (index: number, place: number) => ComponentChildren;
  rowId: (index: number) => string | undefined;
  onMove: (index: number) => void;
  onOpen: () => void;
  children?: ComponentChildren;
}

/** Rows kept above and below the visible ones, and the grain in which the window moves. */
const MARGIN = 8;
const GRAIN = 6;

export function VirtualRows(props: Props) {
  const { length, removed, identity, rowHeight, active, following } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const before = useRef({ identity, removed, active, atEndOf: -1 });
  const [view, setView] = useState({ first: 0, visible: 40 });

  const visible = view.visible;
  const firstVisible = following?.value
    ? Math.max(0, length - visible)
    : Math.min(view.first, Math.max(0, length - 1));
  const from = Math.max(0, firstVisible - (firstVisible % GRAIN) - MARGIN);
  const to = Math.min(length, firstVisible + visible + GRAIN + MARGIN);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = () => {
      setView(({ first }) => ({ first, visible: Math.ceil(element.clientHeight / rowHeight) }));
      if (following?.peek()) element.scrollTop = element.scrollHeight;
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
    before.current = { identity, removed, active, atEndOf: following?.value ? length : -1 };
    if (following?.value) {
      // Where as many rows have left as have come, it is at the end already; asking for it would have everything laid out.
      if (past.identity !== identity || past.atEndOf !== length) element.scrollTop = (length + 1) * rowHeight;
    } else if (past.identity === identity && removed !== past.removed) {
      element.scrollTop -= (removed - past.removed) * rowHeight;
    }
    if (active !== null && active !== past.active && past.identity === identity)
      reveal(element, active, rowHeight);
    if (past.identity !== identity && active !== null) reveal(element, active, rowHeight);
  });

  const onScroll = (event: Event & { currentTarget: HTMLElement }) => {
    const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
    if (following !== null) following.value = scrollTop + clientHeight >= scrollHeight - rowHeight / 2;
    const first = Math.floor(scrollTop / rowHeight);
    setView((old) => (sameGrain(old.first, first) ? old : { ...old, first }));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
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
    if (following !== null) following.value = event.key === 'End';
    props.onMove(target);
  };

  const left = Math.max(0, removed);
  const indexes = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  const activeHere = active !== null && active >= from && active < to;
  return (
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
      {props.children}
    </div>
  );
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

/** Scrolls as little as needed to show the row; the header hides one row's height at the top. */
function reveal(element: HTMLElement, index: number, rowHeight: number): void {
  const top = index * rowHeight;
  const bottom = top + 2 * rowHeight;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (bottom > element.scrollTop + element.clientHeight)
    element.scrollTop = bottom - element.clientHeight;
}
