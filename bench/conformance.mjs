// Runs the official test suites of Engine.IO and Socket.IO, which are not part of this project, against the hub's pipeline,
// and holds docs/protocol.md's account of them to the outcome.
// usage: node conformance.mjs FOLDER   (a clone of github.com/socketio/socket.io; after mvn package)
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The suites have it in their text. */
const PORT = '3000';
const SUITES = [
  { name: 'Engine.IO 4', folder: 'docs/engine.io-protocol/v4-test-suite' },
  { name: 'Socket.IO 5', folder: 'docs/socket.io-protocol/v5-test-suite' },
];

/** What a failed test is about, in the words of docs/protocol.md, by its full title; the first that fits. */
const SUBJECTS = [
  ['upgrading', /upgrade/],
  ['long-polling', /HTTP long-polling/],
  ['a custom namespace', /custom namespace/],
  ['binary attachments', /binary attachments/],
];

const [folder] = process.argv.slice(2);
if (!folder || !SUITES.every(suite => existsSync(join(folder, suite.folder, 'package.json')))) {
  console.error(`usage: node conformance.mjs FOLDER, where FOLDER has ${SUITES.map(suite => suite.folder).join(' and ')}`);
  process.exit(2);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/protocol.md'), 'utf8');

/** How many tests of a suite the page says pass, of how many, and how many fail about what. */
function promised(suite) {
  const [, passed, all] = page.match(new RegExp(`${suite.name}: (\\d+) of (\\d+)`)) ?? [];
  const rows = page.split('\n').filter(line => line.startsWith(`| ${suite.name} |`));
  const failed = {};
  for (const [, count, subject] of rows.join().matchAll(/(\d+) of (long-polling|upgrading|a custom namespace|binary attachments)/g)) {
    failed[subject] = Number(count);
  }
  return { passed: Number(passed), all: Number(all), failed };
}

/** The same as it is. */
function outcome(suite, scratch) {
  const cwd = resolve(folder, suite.folder);
  const report = join(scratch, 'report.json');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd, stdio: 'inherit' });
  spawnSync('npx', ['mocha', 'test-suite.js', '--exit', '--reporter', 'json', '--reporter-option', `output=${report}`], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const { stats, failures } = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(report);
  const failed = {};
  for (const { fullTitle } of failures) {
    const subject = SUBJECTS.find(([, title]) => title.test(fullTitle))?.[0] ?? fullTitle;
    failed[subject] = (failed[subject] ?? 0) + 1;
  }
  return { passed: stats.passes, all: stats.tests, failed };
}

const text = ({ passed, all, failed }) =>
  `${passed} of ${all} pass; fail: ${Object.entries(failed).sort().map(([subject, count]) => `${count} of ${subject}`).join(', ')}`;

const scratch = mkdtempSync(join(tmpdir(), 'mpm-conformance-'));
const classes = [join(root, 'monitor-daemon/target/test-classes'), join(root, 'dist/target/mpm-monitor/lib/*')].join(delimiter);
const server = spawn('java', ['-cp', classes, 'io.mpm.monitor.daemon.hub.EchoServer', PORT], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const ended = once(server, 'exit').then(() => {
    throw new Error(`the server ended; is something else at port ${PORT}, and is the project built?`);
  });
  await Promise.race([once(server.stdout, 'data'), ended]);
  ended.catch(() => {}); // from now on it ends because we end it
  for (const suite of SUITES) {
    const is = text(outcome(suite, scratch));
    const said = text(promised(suite));
    console.log(`${suite.name}: ${is}`);
    if (is !== said) {
      console.error(`${suite.name}: docs/protocol.md says otherwise: ${said}`);
      process.exitCode = 1;
    }
  }
} finally {
  server.kill();
  rmSync(scratch, { recursive: true });
}
