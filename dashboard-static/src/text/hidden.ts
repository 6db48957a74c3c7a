/**
 * Characters that change how a text reads without being seen: they turn the direction of what follows, or take no width. Code
 * can be made to look like other code with them, so code, diffs and output show them by their number. Joiners stay as they are:
 * emoji and whole scripts are written with them.
 */

const HIDDEN = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
const EACH_HIDDEN = new RegExp(`(${HIDDEN.source})`);

/** Every other part, from the second on, is one hidden character. */
export function splitAtHidden(text: string): readonly string[] {
  return HIDDEN.test(text) ? text.split(EACH_HIDDEN) : [text];
}

/** `U+202E` */
export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
