import { exactTime, localTime } from '../text/time';

/** A time as one says it here; to the millisecond and in UTC on hover. */
export function Moment({ millis, now }: { millis: number | null; now: number }) {
  if (millis === null || Number.isNaN(millis)) return <span class="dim">not told</span>;
  return <time title={exactTime(millis)}>{localTime(millis, now, '')}</time>;
}
