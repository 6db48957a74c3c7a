/** A call as content sees it: what went in and what came out. */

import { isObject, textAt, type Json, type JsonObject } from '../event/json';

export interface CallContent {
  readonly name: string;
  readonly input: JsonObject;
  /** The tool's answer; null while there is none. A text where only the batch told of it. */
  readonly result: Json | null;
  /** What is said of a failure. */
  readonly error: string | null;
}

/** The words of an answer that is a text, a list of content blocks, or has such a list; null for any other. */
export function textOf(result: Json | null): string | null {
  if (typeof result === 'string') return result;
  if (Array.isArray(result)) return textOfBlocks(result);
  if (!isObject(result)) return null;
  return Array.isArray(result.content) ? textOfBlocks(result.content) : textAt(result, 'content');
}

function textOfBlocks(blocks: readonly Json[]): string | null {
  const texts = blocks.map((block) =>
    typeof block === 'string' ? block : isObject(block) ? (textAt(block, 'text') ?? noteOf(block)) : null,
  );
  return blocks.length > 0 && texts.every((text) => text !== null) ? texts.join('\n\n') : null;
}

/** Pictures and sounds are told of, not shown. */
function noteOf(block: JsonObject): string | null {
  const type = textAt(block, 'type');
  return type === 'image' || type === 'audio' || type === 'resource_link'
    ? `[${[type, textAt(block, 'mimeType'), textAt(block, 'name'), textAt(block, 'uri')].filter(Boolean).join(' ')}]`
    : null;
}

export function resultObject({ result }: CallContent): JsonObject {
  return isObject(result) ? result : {};
}
