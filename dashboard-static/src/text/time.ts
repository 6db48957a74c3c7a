/** Times and durations the way the page writes them. */

/** Local time with milliseconds; on another day than `now`'s, that day in their place. `raw` itself when it is no time. */
export function localTime(millis: number, now: number, raw: string): string {
  if (Number.isNaN(millis)) return raw;
  const date = new Date(millis);
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return sameDay(date, new Date(now))
    ? `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`
    : `${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock}`;
}

export function duration(millis: number): string {
  // Rounded first: what is rounded up to a minute is one.
  if (millis < 999.5) return `${Math.round(millis)} ms`;
  if (millis < 59_950) return `${(millis / 1_000).toFixed(millis < 9_995 ? 2 : 1)} s`;
  const seconds = Math.round(millis / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3_600)} h ${two(Math.floor((seconds % 3_600) / 60))} m`;
}

/** How long ago, in the coarsest unit that fits; `now` for the last two seconds and for a clock that runs ahead. */
export function age(millis: number): string {
  const seconds = Math.floor(millis / 1_000);
  if (seconds < 2) return 'now';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** When the day of that moment began, by the local clock. */
export function midnight(millis: number): number {
  return new Date(millis).setHours(0, 0, 0, 0);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function sameDay(a: Date, b: Date): boolean {
  return a.getDate() === b.getDate() && a.getMonth() === b.getMonth() && a.getFullYear() === b.getFullYear();
}

/** To the millisecond, with the day and in UTC; empty when the time is unknown. */
export function exactTime(millis: number): string {
  return Number.isNaN(millis) ? '' : new Date(millis).toISOString();
}
