/** Stretches of time and how they are zoomed and moved; milliseconds since 1970. */

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Closer than this nothing is told apart: the daemon's timestamps are whole milliseconds. */
export const SHORTEST_MILLIS = 10;
const LONGEST_MILLIS = 366 * 24 * 3_600_000;

/** `stretch` made `factor` times as long around `around`, which keeps its place. */
export function zoomed({ from, to }: Stretch, factor: number, around: number): Stretch {
  const length = Math.min(LONGEST_MILLIS, Math.max(SHORTEST_MILLIS, (to - from) * factor));
  const share = to === from ? 0.5 : (around - from) / (to - from);
  const start = around - length * share;
  return { from: start, to: start + length };
}

export function panned({ from, to }: Stretch, by: number): Stretch {
  return { from: from + by, to: to + by };
}

/** `stretch` with a little room at both ends, and never empty. */
export function padded({ from, to }: Stretch): Stretch {
  const room = Math.max(SHORTEST_MILLIS, (to - from) * 0.02);
  return { from: from - room, to: to + room };
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000].concat(
  [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 10_080, 43_200].map((min) => min * 60_000),
);

/** Times inside `stretch` that are round by the local clock, at most `most` of them, and the step between. */
export function ticks({ from, to }: Stretch, most: number): { readonly step: number; readonly at: number[] } {
  const wanted = (to - from) / Math.max(1, most);
  const step = STEPS.find((step) => step >= wanted) ?? Math.ceil(wanted / 86_400_000) * 86_400_000;
  const at: number[] = [];
  const zone = new Date(from).getTimezoneOffset() * 60_000;
  for (let t = Math.ceil((from - zone) / step) * step + zone; t <= to; t += step) at.push(t);
  return { step, at };
}
