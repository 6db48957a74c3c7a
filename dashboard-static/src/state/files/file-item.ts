/** A file, and one call's operations on it, as the item of a route. */

export interface FileItem {
  readonly path: string;
  /** Key of the call, null when none of them is meant. */
  readonly call: string | null;
}

/** Whatever stands behind the last `@` is a call's key, so a path that has one is always followed by another. */
export function fileItem(path: string, call: string | null): string {
  if (call === null) return path.includes('@') ? `${path}@` : path;
  return `${path}@${encodeURIComponent(call)}`;
}

export function readFileItem(item: string): FileItem {
  const at = item.lastIndexOf('@');
  if (at < 0) return { path: item, call: null };
  const key = item.slice(at + 1);
  return { path: item.slice(0, at), call: key === '' ? null : decoded(key) };
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key; // Not written by us; it names no call then.
  }
}
