/** Copies of what changes in place. */

/**
 * A copy of `value` that changes by itself: objects of whatever class, arrays, maps and sets, and all that they hold, each once.
 * What `isValue` says never changes is shared. Functions and `#private` fields cannot be copied; there must be none.
 */
export function copied<T>(value: T, isValue: (object: object) => boolean): T {
  const made = new Map<object, object>();
  const copy = (part: unknown): unknown => {
    if (typeof part === 'function') throw new TypeError(`a function cannot be copied: ${part.name}`);
    if (typeof part !== 'object' || part === null || isValue(part)) return part;
    const known = made.get(part);
    if (known !== undefined) return known;
    if (Array.isArray(part))
      return noted(part, [] as unknown[], (items) => part.forEach((item) => items.push(copy(item))));
    if (part instanceof Map)
      return noted(part, new Map(), (map) => part.forEach((item, key) => map.set(copy(key), copy(item))));
    if (part instanceof Set)
      return noted(part, new Set(), (set) => part.forEach((item) => set.add(copy(item))));
    return noted(
      part,
      Object.create(Object.getPrototypeOf(part) as object) as Record<string, unknown>,
      (to) => {
        for (const [name, field] of Object.entries(part)) to[name] = copy(field);
      },
    );
  };
  const noted = <C extends object>(from: object, to: C, fill: (to: C) => void): C => {
    made.set(from, to);
    fill(to);
    return to;
  };
  return copy(value) as T;
}
