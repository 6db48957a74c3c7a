/** Code as lines of coloured runs: the library's tree, flattened. Text stays text, so whatever a file holds is only ever shown. */

import { createLowlight } from 'lowlight';
import { GRAMMARS, type Language } from './language';

export interface CodeRun {
  readonly text: string;
  /** What it is to the grammar, such as `keyword`; null for plain text. */
  readonly role: string | null;
}

export type CodeLine = readonly CodeRun[];

/** Grammars are regular expressions: they get neither large texts nor lines that no one wrote by hand. */
const MOST_CHARACTERS = 100_000;
const LONGEST_LINE = 2_000;

const lowlight = createLowlight(GRAMMARS);

type Node = ReturnType<typeof lowlight.highlight>['children'][number];

export function highlight(lines: readonly string[], language: Language | null): readonly CodeLine[] {
  const text = lines.join('\n');
  if (language === null || text.length > MOST_CHARACTERS || lines.some((line) => line.length > LONGEST_LINE))
    return lines.map((line) => [{ text: line, role: null }]);
  const out: CodeRun[][] = [[]];
  for (const node of lowlight.highlight(language, text).children) spread(node, null, out);
  return out;
}

function spread(node: Node, role: string | null, out: CodeRun[][]): void {
  if (node.type === 'element') {
    const inner = roleOf(node.properties.className) ?? role;
    for (const child of node.children) spread(child, inner, out);
  } else if (node.type === 'text') {
    node.value.split('\n').forEach((text, i) => {
      if (i > 0) out.push([]);
      if (text !== '') out.at(-1)?.push({ text, role });
    });
  }
}

/** `hljs-title function_` is a `title`. */
function roleOf(className: unknown): string | null {
  const first: unknown = Array.isArray(className) ? className[0] : undefined;
  return typeof first === 'string' ? first.replace('hljs-', '') : null;
}
