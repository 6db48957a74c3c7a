// The servers that are measured, each a process of its own on a free port: what it costs, and how it ends.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));
const dist = process.env.MPM_DIST ?? join(here, '..', 'dist', 'target', 'mpm-monitor');
const monitord = join(dist, 'bin', 'mpm-monitord');
const hook = join(dist, 'bin', 'mpm-hook');

const LOOK_MILLIS = 5;

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

/** How long from now until `child` listens, looked for every few milliseconds, and what CPU it needs for that; undefined when it ends before. */
async function untilListening(port, child) {
  const begin = performance.now();
  while (child.exitCode === null) {
    const listens = await new Promise(resolve => {
      const probe = connect(port, '127.0.0.1');
      probe.once('connect', () => resolve(true)).once('error', () => resolve(false));
      probe.once('connect', () => probe.destroy());
    });
    if (listens) {
      const millis = performance.now() - begin;
      return { millis, cpuMillis: new Process('', child.pid).cpuMicros() / 1_000 };
    }
    await sleep(LOOK_MILLIS);
  }
  return undefined;
}

class Process {
  constructor(name, pid, stop) {
    Object.assign(this, { name, pid, stop });
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

  /** What of its memory is in RAM, in MB; PSS has only its share of what other processes map as well. */
  memory() {
    const rollup = readFileSync(`/proc/${this.pid}/smaps_rollup`, 'utf8');
    const megabytes = field => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(rollup)[1]) / 1024;
    return { rss: megabytes('Rss'), pss: megabytes('Pss'), anonymous: megabytes('Anonymous') };
  }

  rssKilobytes() {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))[1]);
  }

  openFiles() {
    return readdirSync(`/proc/${this.pid}/fd`).length;
  }
}

class Server extends Process {
  constructor(name, pid, port, token, stop) {
    super(name, pid, stop);
    Object.assign(this, { port, token });
  }
}

async function monitorEnvironment(more) {
  const home = mkdtempSync(join(tmpdir(), 'mpm-bench-'));
  return { ...process.env, MPM_MONITOR_HOME: home, SOCKETIO_PORT: String(await freePort()), ...more };
}

/** The built daemon, in a home of its own that goes with it. */
export async function startMonitor(more = {}) {
  const env = await monitorEnvironment(more);
  const run = (...words) => execFileSync(monitord, words, { env, encoding: 'utf8' });
  run('start');
  const { pid } = JSON.parse(run('status', '--json'));
  const server = new Server('mpm-monitord', pid, Number(env.SOCKETIO_PORT), run('token').trim(), () => {
    run('stop');
    rmSync(env.MPM_MONITOR_HOME, { recursive: true, force: true });
  });
  return Object.assign(server, { env });
}

/** What `mpm-monitord start --foreground` takes until it listens; it is ended then. */
export async function monitorReady(more = {}) {
  const env = await monitorEnvironment(more);
  const child = spawn(monitord, ['start', '--foreground'], { env, stdio: 'ignore' });
  const ready = await untilListening(Number(env.SOCKETIO_PORT), child);
  child.kill();
  await once(child, 'exit');
  rmSync(env.MPM_MONITOR_HOME, { recursive: true, force: true });
  return ready;
}

async function eventsOf(monitor) {
  const answer = await fetch(`http://127.0.0.1:${monitor.port}/status`, { headers: { Authorization: `Bearer ${monitor.token}` } });
  return (await answer.json()).events_stored;
}

/** The proxy of a daemon's home, as a hook starts it. Returns when the daemon has the hook's event. */
export async function startProxy(monitor) {
  const { env } = monitor;
  const payload = { hook_event_name: 'Notification', session_id: 'bench', cwd: '/', message: 'an event' };
  const before = await eventsOf(monitor);
  execFileSync(hook, ['notification'], { env, input: JSON.stringify(payload) });
  for (let tries = 0; (await eventsOf(monitor)) === before; tries++) {
    if (tries === 300) {
      throw new Error('the proxy brings no event');
    }
    await sleep(100);
  }
  const pid = Number(readFileSync(join(env.MPM_MONITOR_HOME, 'run', 'proxy.pid'), 'utf8').split(' ')[0]);
  return new Process('mpm-hook proxy', pid, () => process.kill(pid));
}

/** Has the daemon make its archives of classes in `folder`, as it does some seconds after the first start. */
export async function trainMonitor(folder) {
  const monitor = await startMonitor({ MPM_MONITOR_CACHE: folder, MPM_MONITOR_TRAIN_DELAY: '0' });
  const made = () => readdirSync(join(folder, 'mpm-monitor')).filter(file => file.endsWith('.jsa'));
  for (let tries = 0; made().length < 2; tries++) {
    if (tries === 600) {
      throw new Error(`no archives of classes in ${folder} after a minute`);
    }
    await sleep(100);
  }
  monitor.stop();
}

async function startOther(name, program, script) {
  const port = await freePort();
  const child = spawn(program, [join(here, 'servers', script), String(port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ready = await untilListening(port, child);
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`).catch(() => undefined);
    if (answer?.ok) {
      return Object.assign(new Server(name, child.pid, port, '', () => child.kill()), { ready });
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
