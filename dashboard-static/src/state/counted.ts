/** What occurs, and how often: what a filter offers to choose from. */

export type Counted<T> = readonly (readonly [T, number])[];

export function add<T>(counts: Map<T, number>, key: T): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Of what is chosen none has come yet, or none is left: it stays a choice, so that it can be taken back. */
export function noneOf<T>(chosen: ReadonlySet<T>): Map<T, number> {
  return new Map([...chosen].map((value) => [value, 0]));
}

/** By name, so that each keeps its place while numbers grow. */
export function byName(counts: ReadonlyMap<string, number>): Counted<string> {
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function inOrder<T>(counts: ReadonlyMap<T, number>, order: readonly T[]): Counted<T> {
  return order.flatMap((key) => {
    const number = counts.get(key);
    return number === undefined ? [] : [[key, number] as const];
  });
}
