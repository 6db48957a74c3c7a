/** What the web tools asked for and got. */

import { isObject, numberAt, textAt, type Json, type JsonObject } from '../../event/json';
import { bytes } from '../../text/bytes';
import { resultObject, type CallContent } from '../call';

export interface Hit {
  readonly title: string | null;
  readonly url: string;
}

/** `200 OK · 12 kB` */
export function fetchNote(call: CallContent): string | null {
  const result = resultObject(call);
  const code = numberAt(result, 'code');
  const size = numberAt(result, 'bytes');
  const parts = [
    code === null ? null : [code, textAt(result, 'codeText')].filter(Boolean).join(' '),
    size === null ? null : bytes(size),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' · ');
}

/** The pages a search found, and the words that came with them. */
export function searchHits(call: CallContent): { hits: readonly Hit[]; words: string } {
  const results = resultObject(call).results;
  const parts: readonly Json[] = Array.isArray(results) ? results : [];
  return {
    hits: parts.flatMap((part) => (isObject(part) ? hitsOf(part) : [])),
    words: parts
      .filter((part) => typeof part === 'string')
      .join('\n')
      .trim(),
  };
}

function hitsOf(part: JsonObject): Hit[] {
  const entries: readonly Json[] = Array.isArray(part.content) ? part.content : [part];
  return entries.flatMap((entry) => {
    const url = textAt(entry, 'url');
    return url === null ? [] : [{ title: textAt(entry, 'title'), url }];
  });
}
