// Runs the official test suites of Engine.IO and Socket.IO, which are not part of this project, against the hub's pipeline.
// usage: node conformance.mjs FOLDER   (a clone of github.com/socketio/socket.io; after mvn package)
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The suites have it in their text. */
const PORT = '3000';
const SUITES = ['docs/engine.io-protocol/v4-test-suite', 'docs/socket.io-protocol/v5-test-suite'];

const [folder] = process.argv.slice(2);
if (!folder || !SUITES.every(suite => existsSync(join(folder, suite, 'package.json')))) {
  console.error(`usage: node conformance.mjs FOLDER, where FOLDER has ${SUITES.join(' and ')}`);
  process.exit(2);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const classes = [join(root, 'monitor-daemon/target/test-classes'), join(root, 'dist/target/mpm-monitor/lib/*')].join(delimiter);
const server = spawn('java', ['-cp', classes, 'io.mpm.monitor.daemon.hub.EchoServer', PORT], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  await once(server.stdout, 'data');
  for (const suite of SUITES) {
    const cwd = resolve(folder, suite);
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd, stdio: 'inherit' });
    spawnSync('npx', ['mocha', 'test-suite.js', '--exit'], { cwd, stdio: 'inherit' });
  }
} finally {
  server.kill();
}
