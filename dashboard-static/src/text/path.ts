/** `path` as seen from the folder `base`; unchanged when it lies elsewhere. */
export function relativeTo(base: string | null, path: string): string {
  if (base === null || base === '') return path;
  if (path === base) return '.';
  const separator = base.includes('\\') ? '\\' : '/';
  const folder = base.endsWith(separator) ? base : base + separator;
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}

/** The last name in `path`: the project's folder for a working directory. */
export function baseName(path: string): string {
  const names = path.split(/[\\/]/).filter((name) => name !== '');
  return names.at(-1) ?? path;
}
