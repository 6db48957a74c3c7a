/** How a stretch of terminal text looks, and how the numbers of an SGR sequence change that. */

export interface Style {
  /** One of the sixteen named colours by its number, or an exact one as CSS; null is the terminal's own. */
  readonly foreground: number | string | null;
  readonly background: number | string | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
  readonly inverse: boolean;
}

export const PLAIN: Style = {
  foreground: null,
  background: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  strike: false,
  inverse: false,
};

const SWITCHES: ReadonlyMap<number, Partial<Style>> = new Map<number, Partial<Style>>([
  [1, { bold: true }],
  [2, { dim: true }],
  [3, { italic: true }],
  [4, { underline: true }],
  [7, { inverse: true }],
  [9, { strike: true }],
  [21, { underline: true }],
  [22, { bold: false, dim: false }],
  [23, { italic: false }],
  [24, { underline: false }],
  [27, { inverse: false }],
  [29, { strike: false }],
  [39, { foreground: null }],
  [49, { background: null }],
]);

const FOREGROUND = 38;
const BACKGROUND = 48;

/** `style` after `ESC [ parameters m`. What is not understood changes nothing. */
export function restyled(style: Style, parameters: string): Style {
  const codes = parameters.split(';').flatMap(codesOf);
  let next = style;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    if (code === 0) next = PLAIN;
    else if (code === FOREGROUND || code === BACKGROUND) {
      const { colour, used } = exactColour(codes, i + 1);
      if (colour !== undefined)
        next = { ...next, [code === FOREGROUND ? 'foreground' : 'background']: colour };
      i += used;
    } else next = { ...next, ...(SWITCHES.get(code) ?? namedColour(code)) };
  }
  return next;
}

/** `38:2::1:2:3` is `38;2;1;2;3` with an empty colour space; `4:3` is a curly underline, `4:0` none. */
function codesOf(group: string): number[] {
  const parts = group.split(':').map(Number);
  if (parts.length === 1) return parts;
  if (parts[0] === 4) return [parts[1] === 0 ? 24 : 4];
  return parts.length === 6 ? parts.toSpliced(2, 1) : parts;
}

function namedColour(code: number): Partial<Style> {
  if (code >= 30 && code <= 37) return { foreground: code - 30 };
  if (code >= 90 && code <= 97) return { foreground: code - 82 };
  if (code >= 40 && code <= 47) return { background: code - 40 };
  if (code >= 100 && code <= 107) return { background: code - 92 };
  return {};
}

/** The colour that begins at `at`, and how many numbers tell it. */
function exactColour(
  codes: readonly number[],
  at: number,
): { colour: number | string | undefined; used: number } {
  if (codes[at] === 5) return { colour: paletteColour(codes[at + 1]), used: 2 };
  if (codes[at] === 2) return { colour: rgb(codes.slice(at + 1, at + 4)), used: 4 };
  return { colour: undefined, used: 0 };
}

/** The 256 colours: sixteen named ones, a cube with six steps a side, and 24 greys. */
function paletteColour(index: number | undefined): number | string | undefined {
  if (index === undefined || !(index >= 0 && index <= 255)) return undefined;
  if (index < 16) return index;
  if (index >= 232) {
    const grey = 8 + 10 * (index - 232);
    return rgb([grey, grey, grey]);
  }
  const step = (n: number) => (n === 0 ? 0 : 55 + 40 * n);
  const place = index - 16;
  return rgb([step(Math.floor(place / 36)), step(Math.floor(place / 6) % 6), step(place % 6)]);
}

/** Numbers only ever reach the stylesheet as numbers. */
function rgb(parts: readonly number[]): string | undefined {
  const valid = parts.length === 3 && parts.every((part) => part >= 0 && part <= 255);
  return valid ? `rgb(${parts.map(Math.trunc).join(' ')})` : undefined;
}
