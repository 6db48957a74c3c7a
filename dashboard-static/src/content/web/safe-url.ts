/**
 * The address as the browser would open it, when that is a plain web address: http or https, without a user's name, which is there
 * to look like another host. Null for everything else: it is shown and cannot be followed.
 */
export function safeUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb && url.username === '' && url.password === '' ? url.href : null;
}
