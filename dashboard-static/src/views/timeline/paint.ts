/** Draws the visible part of the timeline. The colours are the page's own, read from its style. */

import { ticks, type Stretch } from '../../state/timeline/span';
import { shapes } from '../../state/timeline/track';
import type { Bar, Mark, Timeline } from '../../state/timeline/lanes';
import type { ToolStatus } from '../../event/wire';
import { localTime } from '../../text/time';
import { AXIS, laneTop, MARK_ROW, TRACK, type Places } from './places';

export interface Field {
  readonly width: number;
  readonly height: number;
  readonly scrollTop: number;
  readonly view: Stretch;
  readonly now: number;
  /** The bar or mark that is named beside the pointer. */
  readonly pointed: Bar | Mark | null;
  readonly open: string | null;
}

const STATUS_COLOURS: Readonly<Record<ToolStatus, string>> = {
  running: '--info',
  ok: '--fam-tool-end',
  failed: '--bad',
  denied: '--bad',
  interrupted: '--text-dim',
  unknown: '--text-dim',
};
const MARK_COLOURS = {
  prompt: '--fam-prompt',
  permission: '--fam-attention',
  wait: '--fam-attention',
} as const;
const TICK_PIXELS = 110;

export function paint(ink: CanvasRenderingContext2D, line: Timeline, places: Places, field: Field): void {
  const style = getComputedStyle(ink.canvas);
  const colour = colours(ink.canvas, style);
  const { width, height, view, scrollTop } = field;
  const xOf = (at: number) => ((at - view.from) / (view.to - view.from)) * width;
  ink.clearRect(0, 0, width, height);
  grid(ink, field, xOf, style.fontFamily, colour);
  ink.save();
  ink.beginPath();
  ink.rect(0, AXIS, width, height - AXIS);
  ink.clip();
  line.lanes.forEach((lane, i) => {
    const top = laneTop(places, i) - scrollTop;
    const bottom = laneTop(places, i + 1) - scrollTop;
    if (bottom < AXIS || top > height) return;
    ink.fillStyle = colour('--line-faint');
    ink.fillRect(0, bottom - 1, width, 1);
    for (const { x, width: wide, bar } of shapes(lane.marks, view, width)) {
      ink.fillStyle = colour(MARK_COLOURS[bar.kind]);
      mark(ink, bar, x, top + 2, wide);
    }
    lane.tracks.forEach((track, n) => {
      for (const { x, width: wide, bar } of shapes(track, view, width)) {
        ink.globalAlpha = bar === field.pointed || bar.call.key === field.open ? 1 : 0.8;
        ink.fillStyle = colour(STATUS_COLOURS[bar.call.status]);
        ink.fillRect(x, top + MARK_ROW + n * TRACK, Math.max(1.5, wide - 0.5), TRACK - 2);
        if (bar.call.key === field.open || bar === field.pointed) {
          ink.strokeStyle = colour('--text');
          ink.strokeRect(x - 0.5, top + MARK_ROW + n * TRACK - 0.5, wide + 1, TRACK - 1);
        }
      }
      ink.globalAlpha = 1;
    });
  });
  ink.restore();
}

/** A prompt is a triangle, a wait a bar across; shapes tell them apart as colours do. */
function mark(ink: CanvasRenderingContext2D, { kind }: Mark, x: number, y: number, width: number): void {
  if (kind === 'permission') {
    ink.fillRect(x, y + 3, Math.max(4, width), 4);
    return;
  }
  ink.beginPath();
  if (kind === 'prompt') {
    ink.moveTo(x - 4, y);
    ink.lineTo(x + 4, y);
    ink.lineTo(x, y + 8);
  } else ink.arc(x, y + 4, 3.5, 0, 2 * Math.PI);
  ink.fill();
}

function grid(
  ink: CanvasRenderingContext2D,
  { width, height, view, now }: Field,
  xOf: (at: number) => number,
  font: string,
  colour: (name: string) => string,
): void {
  ink.font = `11px ${font}`;
  ink.textBaseline = 'middle';
  const { step, at } = ticks(view, width / TICK_PIXELS);
  for (const t of at) {
    const x = Math.round(xOf(t));
    ink.fillStyle = colour('--line');
    ink.fillRect(x, 0, 1, height);
    ink.fillStyle = colour('--text-dim');
    ink.fillText(tickText(t, now, step), x + 4, AXIS / 2);
  }
  ink.fillStyle = colour('--accent');
  if (now >= view.from && now <= view.to) ink.fillRect(Math.round(xOf(now)), 0, 1, height);
}

/** No finer than the step between two of them. */
export function tickText(t: number, now: number, step: number): string {
  const text = localTime(t, now, '');
  return step < 1_000 ? text : text.replace(/\..*/, '');
}

/** A canvas does not know `light-dark()`: what the property comes to is asked by giving it to an element. */
function colours(canvas: HTMLCanvasElement, style: CSSStyleDeclaration): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    let value = known.get(name);
    if (value === undefined) {
      canvas.style.color = `var(${name})`;
      known.set(name, (value = style.color));
    }
    return value;
  };
}
