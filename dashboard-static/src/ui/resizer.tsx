import type { Signal } from '@preact/signals';

const KEY_STEP = 24;

interface Props {
  label: string;
  /** Width in pixels of what lies right of the resizer. */
  width: Signal<number>;
  clamp: (width: number) => number;
  least: number;
  most: number;
}

/** A vertical bar that is dragged, or moved with the arrow keys. */
export function Resizer({ label, width, clamp, least, most }: Props) {
  const drag = (down: PointerEvent & { currentTarget: HTMLElement }) => {
    const bar = down.currentTarget;
    const start = width.peek();
    bar.setPointerCapture(down.pointerId);
    bar.onpointermove = (move) => (width.value = clamp(start + down.clientX - move.clientX));
    bar.onlostpointercapture = () => (bar.onpointermove = null);
  };
  const step = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: 1, ArrowRight: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    width.value = clamp(width.peek() + direction * KEY_STEP);
  };
  return (
    <div
      class="resizer"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width.value}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={step}
    />
  );
}
