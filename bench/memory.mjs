// What a server costs that nobody uses and one that was used: this daemon and its proxy beside node's socket.io and python-socketio.
// usage: node memory.mjs [--events 100000] [--rounds 3] [--rest 75] [--servers monitor,node,python]
// The servers take turns; medians over the rounds are printed as Markdown tables. The daemon runs with its archive of classes, made here first.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { event } from './lib/event.mjs';
import { median } from './lib/figures.mjs';
import { BATCH, publisher } from './lib/publisher.mjs';
import { monitorReady, startMonitor, startNode, startProxy, startPython, trainMonitor } from './lib/server.mjs';

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '3' },
    rest: { type: 'string', default: '75' },
    servers: { type: 'string', default: 'monitor,node,python' },
  },
});
const EVENTS = Number(options.events);

/** The daemon collects what its work has left after a minute in which nothing came. */
const REST_MILLIS = Number(options.rest) * 1_000;

/** Until what a start, or the last event, leaves to be done is done. */
const SETTLE_MILLIS = 3_000;

const cache = mkdtempSync(join(tmpdir(), 'mpm-bench-'));
const archived = { MPM_MONITOR_CACHE: cache };
const STARTERS = { monitor: () => startMonitor(archived), node: startNode, python: startPython };

async function publish(server) {
  const connection = await publisher(server);
  for (let number = 0; number < EVENTS; ) {
    const ack = await connection.send(Array.from({ length: Math.min(BATCH, EVENTS - number) }, () => event(number++)));
    if (ack === undefined) {
      throw new Error(`${server.name} did not take the events`);
    }
  }
  connection.close();
}

async function settled(process) {
  await sleep(SETTLE_MILLIS);
  return process.memory();
}

async function measure(name) {
  const server = await STARTERS[name]();
  try {
    const idle = await settled(server);
    const ready = name === 'monitor' ? await monitorReady(archived) : server.ready;
    await publish(server);
    const used = await settled(server);
    await sleep(REST_MILLIS);
    const rested = server.memory();
    const proxy = name === 'monitor' ? await startProxy(server) : undefined;
    try {
      return { name: server.name, idle, used, rested, ready, proxy: proxy && (await settled(proxy)) };
    } finally {
      proxy?.stop();
    }
  } finally {
    server.stop();
  }
}

const runs = new Map(options.servers.split(',').map(name => [name, []]));
try {
  if (runs.has('monitor')) {
    await trainMonitor(cache);
  }
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const [name, results] of runs) {
      results.push(await measure(name));
    }
  }
} finally {
  rmSync(cache, { recursive: true, force: true });
}

const shown = memories => ['rss', 'pss', 'anonymous'].map(field => `${median(memories.map(memory => memory[field])).toFixed(1)} MB`).join(' | ');
console.log('| server | when | RSS | PSS | anonymous |');
console.log('|---|---|---|---|---|');
for (const results of runs.values()) {
  console.log(`| ${results[0].name} | after start | ${shown(results.map(result => result.idle))} |`);
  console.log(`| ${results[0].name} | after ${EVENTS} events | ${shown(results.map(result => result.used))} |`);
  console.log(`| ${results[0].name} | ${options.rest} s later | ${shown(results.map(result => result.rested))} |`);
  if (results[0].proxy) {
    console.log(`| mpm-hook proxy | connected, idle | ${shown(results.map(result => result.proxy))} |`);
  }
}
console.log('\n| server | listens after | CPU until then |');
console.log('|---|---|---|');
for (const results of runs.values()) {
  const of = field => median(results.map(result => result.ready[field])).toFixed(0);
  console.log(`| ${results[0].name} | ${of('millis')} ms | ${of('cpuMillis')} ms |`);
}
