/** What a writing tool changed in its file: as it told itself, else as far as its input says. */

import { isObject, textAt, type Json, type JsonObject } from '../../event/json';
import { cutOf } from '../../text/cut';
import { resultObject, type CallContent } from '../call';
import { patchOf, type Patch } from './patch';
import { patchFromHeads, patchFromHunks, patchFromTexts } from './read-patch';

export interface Change {
  readonly path: string | null;
  readonly patch: Patch | null;
  /** The lines' numbers are the file's own; else they count from the beginning of what was exchanged. */
  readonly placed: boolean;
  /** What the user or the tool did to it besides. */
  readonly note: string | null;
  /** What is missing of the texts, and so of the change; null when nothing is. */
  readonly cut: string | null;
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
  if (told !== null) return { path, patch: told, placed: true, note, cut: null };
  const content = text(input.content);
  if (content !== null) {
    return { path, ...between(text(result.originalFile) ?? '', content), placed: true, note };
  }
  return { path, ...exchanged(input, result), placed: false, note };
}

/** What changed from one text to the other, as far as they were kept. */
function between(before: string, after: string): Pick<Change, 'cut'> & { readonly patch: Patch } {
  const was = cutOf(before);
  const is = cutOf(after);
  if (was.note === null && is.note === null) return { patch: patchFromTexts(before, after), cut: null };
  const cut = is.note ?? `Of the text before: ${was.note ?? ''}`;
  return { patch: patchFromHeads(was.text, is.text), cut };
}

function exchanged(input: JsonObject, result: JsonObject): Pick<Change, 'patch' | 'cut'> {
  const edits: readonly Json[] = Array.isArray(input.edits) ? input.edits : [input];
  const changes = edits.flatMap((edit) => {
    if (!isObject(edit)) return [];
    const after = text(edit.new_string) ?? text(edit.new_source);
    const before = text(edit.old_string) ?? text(result.old_source) ?? '';
    return after === null ? [] : [between(before, after)];
  });
  if (changes.length === 0) return { patch: null, cut: null };
  const all = patchOf(
    changes.flatMap(({ patch }) => patch.hunks),
    changes.flatMap(({ patch }) => patch.notes),
  );
  const cut = changes.find((change) => change.cut !== null)?.cut ?? null;
  return { patch: cut === null ? all : { ...all, added: null, removed: null }, cut };
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
