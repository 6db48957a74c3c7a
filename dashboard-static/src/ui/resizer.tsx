import { useSignal, type Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

const KEY_STEP = 24;

interface Props {
  label: string;
  /** Width in pixels that is wanted for what lies right of the resizer; it may get less. */
  width: Signal<number>;
  clamp: (width: number) => number;
  least: number;
  most: number;
}

/** A vertical bar that is dragged, or moved with the arrow keys. */
export function Resizer({ label, width, clamp, least, most }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const seen = useSignal(width.peek());
  useLayoutEffect(() => {
    const around = bar.current?.parentElement;
    if (around === null || around === undefined) return;
    const measure = () => (seen.value = widthRightOf(bar.current) ?? width.peek());
    measure();
    // What lies right of it may be another element by then; what is around both stays.
    const observer = new ResizeObserver(measure);
    observer.observe(around);
    return () => observer.disconnect();
  }, [width.value]);
  // From what is seen, or nothing would move until the width that is wanted is less than that.
  const move = (from: number, by: number) => (width.value = clamp(from + by));
  const drag = (down: PointerEvent & { currentTarget: HTMLElement }) => {
    const element = down.currentTarget;
    const start = widthRightOf(element) ?? width.peek();
    element.setPointerCapture(down.pointerId);
    element.onpointermove = ({ clientX }) => move(start, down.clientX - clientX);
    element.onlostpointercapture = () => (element.onpointermove = null);
  };
  const step = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const direction = { ArrowLeft: 1, ArrowRight: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    move(widthRightOf(event.currentTarget) ?? width.peek(), direction * KEY_STEP);
  };
  return (
    <div
      ref={bar}
      class="resizer"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={seen.value}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={step}
    />
  );
}

function widthRightOf(bar: HTMLElement | null): number | null {
  const right = bar?.nextElementSibling;
  return right === null || right === undefined ? null : Math.round(right.getBoundingClientRect().width);
}
