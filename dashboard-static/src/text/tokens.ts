/** A number of tokens the way one says it: `950`, `6.7k`, `128k`, `1.2M`. */
export function tokens(value: number): string {
  if (value < 1_000) return String(Math.round(value));
  if (value < 999_500) return `${short(value / 1_000)}k`;
  return `${short(value / 1_000_000)}M`;
}

function short(value: number): string {
  return value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
}
