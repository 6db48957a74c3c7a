// Bundles src/ into dist-page/: one classic script, one stylesheet, one document. Fails when the script grows past its budget.
import { context } from 'esbuild';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { writeLicences } from './licences.mjs';

const OUT = 'dist-page';
const SCRIPT_BUDGET_GZIP_BYTES = 120_000;
const watching = process.argv.includes('--watch');

await rm(OUT, { recursive: true, force: true });
await mkdir(`${OUT}/assets`, { recursive: true });
await cp('public', OUT, { recursive: true });

/** The page connects by WebSocket and nothing else: the other transports stay out of the script. */
const websocketOnly = {
  name: 'websocket-only',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]engine\.io-client[\\/]build[\\/]esm[\\/]transports[\\/]index\.js$/ }, () => ({
      contents: "import { WS } from './websocket.js'; export const transports = { websocket: WS };",
    })),
};

const bundle = await context({
  entryPoints: { dashboard: 'src/main.tsx' },
  outdir: `${OUT}/assets`,
  bundle: true,
  // A module script does not load from file://, a classic one does.
  format: 'iife',
  platform: 'browser',
  // The first with all that the style is written in: light-dark(), :has().
  target: ['chrome123', 'firefox121', 'safari17.5'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: !watching,
  // What they would say is in THIRD-PARTY.txt.
  legalComments: 'none',
  metafile: true,
  plugins: [websocketOnly],
  define: { 'process.env.NODE_ENV': '"production"' },
});

if (watching) {
  await bundle.watch();
  console.log('watching src/');
} else {
  const { metafile } = await bundle.rebuild();
  await writeLicences(metafile, `${OUT}/THIRD-PARTY.txt`);
  await bundle.dispose();
  const bytes = gzipSync(await readFile(`${OUT}/assets/dashboard.js`)).length;
  console.log(`dashboard.js: ${bytes} of ${SCRIPT_BUDGET_GZIP_BYTES} bytes (gzip)`);
  if (bytes > SCRIPT_BUDGET_GZIP_BYTES) {
    console.error('dashboard.js is over its budget: drop a dependency or load less.');
    process.exitCode = 1;
  }
}
