/** `text` without line breaks and other control characters, cut at `length` characters with an ellipsis. */
export function oneLine(text: string, length: number): string {
  const head = text.length > 4 * length ? text.slice(0, 4 * length) : text;
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out here
  const line = head.replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return line.length > length || head.length < text.length ? `${line.slice(0, length)}…` : line;
}
