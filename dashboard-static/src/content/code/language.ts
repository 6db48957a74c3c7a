/**
 * Which language a file is in, by its name; and the grammars, which run only for what is looked at. They are part of the page's one
 * script, so large ones for rare files are left out.
 */

import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import markdown from 'highlight.js/lib/languages/markdown';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { baseName } from '../../text/path';

export const GRAMMARS = {
  bash,
  c,
  go,
  ini,
  java,
  json,
  kotlin,
  markdown,
  python,
  rust,
  typescript,
  xml,
  yaml,
};

export type Language = keyof typeof GRAMMARS;

const EXTENSIONS: Readonly<Record<Language, string>> = {
  bash: 'sh bash zsh',
  c: 'c h cc cpp cxx hpp hh',
  go: 'go',
  ini: 'ini toml cfg conf properties',
  java: 'java groovy gradle scala cs',
  json: 'json jsonc json5 ndjson jsonl ipynb',
  kotlin: 'kt kts',
  markdown: 'md markdown mdx',
  python: 'py pyi',
  rust: 'rs',
  typescript: 'ts tsx mts cts js jsx mjs cjs',
  xml: 'xml html htm svg xhtml xsl vue svelte pom',
  yaml: 'yaml yml',
};

const NAMES: ReadonlyMap<string, Language> = new Map<string, Language>([
  ['dockerfile', 'bash'],
  ['makefile', 'bash'],
  ['.bashrc', 'bash'],
  ['.zshrc', 'bash'],
  ['.profile', 'bash'],
]);

const BY_EXTENSION: ReadonlyMap<string, Language> = new Map(
  (Object.keys(EXTENSIONS) as Language[]).flatMap((language) =>
    EXTENSIONS[language].split(' ').map((extension) => [extension, language] as const),
  ),
);

/** Null for what is shown without colours. */
export function languageOf(path: string): Language | null {
  const name = baseName(path).toLowerCase();
  const dot = name.lastIndexOf('.');
  return NAMES.get(name) ?? (dot < 0 ? null : (BY_EXTENSION.get(name.slice(dot + 1)) ?? null));
}
