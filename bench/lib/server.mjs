// The servers that are measured, each a process of its own on a free port: what it costs, and how it ends.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));
const dist = process.env.MPM_DIST ?? join(here, '..', 'dist', 'target', 'mpm-monitor');
const monitord = join(dist, 'bin', 'mpm-monitord');

export const NODE = 'node socket.io';

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

class Server {
  constructor(name, pid, port, token, stop) {
    Object.assign(this, { name, pid, port, token, stop });
    this.nanosOfThreads = new Map();
  }

  /**
   * User and system time of the process so far. The scheduler's own account of each thread, in nanoseconds: `stat` has
   * ticks of 10 ms, which is a short run's whole cost. A thread that has ended since the last look keeps what it had then.
   */
  cpuMicros() {
    for (const thread of readdirSync(`/proc/${this.pid}/task`)) {
      try {
        const [nanos] = readFileSync(`/proc/${this.pid}/task/${thread}/schedstat`, 'utf8').split(' ');
        this.nanosOfThreads.set(thread, Number(nanos));
      } catch (e) {
        // It has ended between the two looks.
        if (e.code !== 'ENOENT' && e.code !== 'ESRCH') {
          throw e;
        }
      }
    }
    return [...this.nanosOfThreads.values()].reduce((sum, nanos) => sum + nanos, 0) / 1000;
  }

  rssKilobytes() {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))[1]);
  }

  openFiles() {
    return readdirSync(`/proc/${this.pid}/fd`).length;
  }
}

/** The built daemon, in a home of its own that goes with it. */
export async function startMonitor(more = {}) {
  const home = mkdtempSync(join(tmpdir(), 'mpm-bench-'));
  const port = await freePort();
  const env = { ...process.env, MPM_MONITOR_HOME: home, SOCKETIO_PORT: String(port), ...more };
  const run = (...words) => execFileSync(monitord, words, { env, encoding: 'utf8' });
  run('start');
  const { pid } = JSON.parse(run('status', '--json'));
  return new Server('mpm-monitord', pid, port, run('token').trim(), () => {
    run('stop');
    rmSync(home, { recursive: true, force: true });
  });
}

async function startOther(name, program, script) {
  const port = await freePort();
  const child = spawn(program, [join(here, 'servers', script), String(port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`).catch(() => undefined);
    if (answer?.ok) {
      return new Server(name, child.pid, port, '', () => child.kill());
    }
    if (child.exitCode !== null || tries === 100) {
      throw new Error(`${name} does not start: ${program} ${script}`);
    }
    await sleep(100);
  }
}

export const startNode = () => startOther(NODE, process.execPath, 'node-socketio.mjs');

/** Debian's package python3-socketio belongs to Debian's python. */
export const startPython = () => startOther('python-socketio', '/usr/bin/python3', 'python_socketio.py');
