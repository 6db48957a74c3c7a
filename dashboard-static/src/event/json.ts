/** Reading values of a shape nobody has promised. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text at `key`, or null when there is none or it is empty. */
export function textAt(value: unknown, key: string): string | null {
  if (!isObject(value)) return null;
  const found = value[key];
  return typeof found === 'string' && found !== '' ? found : null;
}

export function numberAt(value: unknown, key: string): number | null {
  if (!isObject(value)) return null;
  const found = value[key];
  return typeof found === 'number' && Number.isFinite(found) ? found : null;
}

export function objectAt(value: unknown, key: string): JsonObject | null {
  if (!isObject(value)) return null;
  const found = value[key];
  return isObject(found) ? found : null;
}

/** The first of `keys` that holds a text. */
export function firstTextAt(value: unknown, keys: readonly string[]): string | null {
  for (const key of keys) {
    const found = textAt(value, key);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Roughly how many bytes a value keeps alive in the page: two a character, sixteen a value.
 * Good enough to bound memory by, cheap enough for every event.
 */
export function weigh(value: unknown): number {
  if (typeof value === 'string') return 16 + 2 * value.length;
  if (Array.isArray(value)) {
    let sum = 16;
    for (const item of value) sum += weigh(item);
    return sum;
  }
  if (!isObject(value)) return 16;
  let sum = 16;
  for (const key in value) sum += 16 + weigh(value[key]);
  return sum;
}

/** Whether any text inside `value`, however deep, satisfies `test`. Keys are not looked at. */
export function someText(value: unknown, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') return test(value);
  if (Array.isArray(value)) return value.some((item) => someText(item, test));
  if (!isObject(value)) return false;
  for (const key in value) if (someText(value[key], test)) return true;
  return false;
}
