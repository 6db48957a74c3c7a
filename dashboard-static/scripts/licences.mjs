// Writes the licences of what the bundle holds of other people's work, as each package states its own.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folders of the packages that an esbuild metafile names, without doubles. */
export function packagesOf(metafile) {
  const folders = Object.keys(metafile.inputs).map(
    (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0],
  );
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

export async function writeLicences(metafile, file) {
  const parts = [];
  for (const folder of packagesOf(metafile)) {
    const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const text = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (license === undefined) throw new Error(`${name} does not state its licence`);
    const body = text === undefined ? '' : `\n${(await readFile(join(folder, text), 'utf8')).trim()}\n`;
    parts.push(`${name} ${version}: ${license}\n${body}`);
  }
  await writeFile(file, parts.join(`\n${'-'.repeat(72)}\n\n`));
}
