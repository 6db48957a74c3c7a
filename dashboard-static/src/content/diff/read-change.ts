/** What a writing tool changed in its file: as it told itself, else as far as its input says. */

import { isObject, textAt, type Json, type JsonObject } from '../../event/json';
import { resultObject, type CallContent } from '../call';
import { patchOf, type Patch } from './patch';
import { patchFromHunks, patchFromTexts } from './read-patch';

export interface Change {
  readonly path: string | null;
  readonly patch: Patch | null;
  /** The lines' numbers are the file's own; else they count from the beginning of what was exchanged. */
  readonly placed: boolean;
  /** What the user or the tool did to it besides. */
  readonly note: string | null;
}

export function readChange(call: CallContent): Change {
  const { input } = call;
  const result = resultObject(call);
  const path =
    textAt(input, 'file_path') ??
    textAt(input, 'notebook_path') ??
    textAt(result, 'filePath') ??
    textAt(result, 'notebook_path');
  const told = patchFromHunks(result.structuredPatch);
  const note = noteOf(input, result);
  if (told !== null) return { path, patch: told, placed: true, note };
  const content = text(input.content);
  if (content !== null) {
    return { path, patch: patchFromTexts(text(result.originalFile) ?? '', content), placed: true, note };
  }
  return { path, patch: exchanged(input, result), placed: false, note };
}

function exchanged(input: JsonObject, result: JsonObject): Patch | null {
  const edits: readonly Json[] = Array.isArray(input.edits) ? input.edits : [input];
  const patches = edits.flatMap((edit) => {
    if (!isObject(edit)) return [];
    const after = text(edit.new_string) ?? text(edit.new_source);
    const before = text(edit.old_string) ?? text(result.old_source) ?? '';
    return after === null ? [] : [patchFromTexts(before, after)];
  });
  if (patches.length === 0) return null;
  return patchOf(
    patches.flatMap(({ hunks }) => hunks),
    patches.flatMap(({ notes }) => notes),
  );
}

function noteOf(input: JsonObject, result: JsonObject): string | null {
  const said = [
    textAt(result, 'type') === 'create' ? 'New file' : null,
    input.replace_all === true ? 'Every occurrence' : null,
    result.userModified === true ? 'Changed by the user before it was written' : null,
  ].filter((part) => part !== null);
  return said.length === 0 ? null : said.join(' · ');
}

/** A text, which may well be empty. */
function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
