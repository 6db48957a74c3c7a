/** What was used, in words. */

/** `$12.30`; small sums keep two digits that tell something. */
export function dollars(usd: number): string {
  if (usd > 0 && usd < 0.001) return '<$0.001';
  return `$${usd.toFixed(usd < 0.1 ? 3 : 2)}`;
}

/** A part of 1 as `15 %`. */
export function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}
