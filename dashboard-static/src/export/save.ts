/** Hands a text to the browser as a file that the user saves. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The browser has taken the text by the time it comes back to us.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * A name that every file system takes: what is no plain letter, digit, point or dash becomes a dash. A recording may have such a
 * name already.
 */
export function fileName(of: string, extension: string): string {
  const own = of.replace(/^session\b|\.(ndjson|jsonl)$/g, '');
  const plain = own.replace(/[^A-Za-z0-9.-]+/g, '-').replace(/^[.-]+/, '');
  return `session-${plain.slice(0, 60) || 'unnamed'}.${extension}`;
}
