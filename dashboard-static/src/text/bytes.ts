/** A size the way people read it, in powers of 1,000: `35.8 kB`. */
export function bytes(size: number): string {
  if (size < 1_000) return `${size} B`;
  if (size < 999_500) return `${digits(size / 1_000)} kB`;
  return `${digits(size / 1_000_000)} MB`;
}

function digits(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}
