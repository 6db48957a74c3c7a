/** How long calls take: one call, and many as a histogram with equal steps on a logarithmic scale. */

import type { CallRecord } from '../account/records';

/** Milliseconds from `from` up to, not including, `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const BOUNDS = [0, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, Infinity];

export const SPANS: readonly Span[] = BOUNDS.slice(1).map((to, i) => ({ from: BOUNDS[i] ?? 0, to }));

/** Milliseconds; up to `now` while the call runs, null when nobody can know or, without `now`, when it still runs. */
export function durationOf(call: CallRecord, now: number | null): number | null {
  if (call.status === 'running') {
    return now === null || call.startedAt === null ? null : Math.max(0, now - call.startedAt);
  }
  return call.durationMs;
}

export interface Durations {
  /** How many calls fall into each of {@link SPANS}. */
  readonly counts: readonly number[];
  readonly known: number;
  /** Null when no call has a duration. */
  readonly median: number | null;
  readonly p95: number | null;
  readonly longest: number | null;
}

export function durationsOf(calls: readonly CallRecord[]): Durations {
  const millis = calls.map((call) => durationOf(call, null)).filter((value) => value !== null);
  const sorted = Float64Array.from(millis).sort();
  const counts = SPANS.map(() => 0);
  for (const value of sorted) {
    const place = SPANS.findIndex(({ to }) => value < to);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return {
    counts,
    known: sorted.length,
    median: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    longest: sorted.at(-1) ?? null,
  };
}

/** The smallest value that at least `share` of all do not exceed. */
function quantile(sorted: Float64Array, share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** The `most` calls that took longest, longest first; running ones with what they have taken so far. */
export function slowest(calls: readonly CallRecord[], most: number, now: number): readonly CallRecord[] {
  const top: { call: CallRecord; millis: number }[] = [];
  for (const call of calls) {
    const millis = durationOf(call, now);
    if (millis === null || (top.length === most && millis <= (top.at(-1)?.millis ?? 0))) continue;
    top.push({ call, millis });
    top.sort((a, b) => b.millis - a.millis);
    top.length = Math.min(top.length, most);
  }
  return top.map(({ call }) => call);
}
