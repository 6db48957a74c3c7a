// What it costs to bring events to K pages: this daemon beside node's socket.io and python-socketio.
// usage: node fan-out.mjs [--pages 1,10,20,100] [--rates 100,1000,5000,flat] [--rounds 3] [--seconds 3] [--servers monitor,node,python]
// The servers take turns within each round; medians over the rounds are printed as a Markdown table, with each server's CPU
// over that of node's where node takes part. A rate of 10 with --seconds 20 tells what the daemon costs when little happens.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { event, now } from './lib/event.mjs';
import { median } from './lib/figures.mjs';
import { BATCH, publisher } from './lib/publisher.mjs';
import { NODE, startMonitor, startNode, startPython } from './lib/server.mjs';

const { values: options } = parseArgs({
  options: {
    pages: { type: 'string', default: '1,10,20,100' },
    rates: { type: 'string', default: '100,1000,5000,flat' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    servers: { type: 'string', default: 'monitor,node,python' },
  },
});
const STARTERS = { monitor: startMonitor, node: startNode, python: startPython };

const IN_FLIGHT = 2;
const TURN_MILLIS = 2;

/** So that a run with many pages ends while somebody watches. */
const MAX_DELIVERIES = 400_000;
const FLAT_EVENTS = 20_000;
const PATIENCE_MILLIS = 15_000;

let number = 0;
const events = count => Array.from({ length: count }, () => event(number++));

/** `rate` events a second, those that are due together in one batch, as a proxy would. */
async function paced(publish, total, rate) {
  const begin = now();
  const acks = [];
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.ceil(((now() - begin) / 1e9) * rate));
    if (due > sent) {
      acks.push(publish.send(events(Math.min(due - sent, BATCH))));
      sent += Math.min(due - sent, BATCH);
    }
    await sleep(TURN_MILLIS);
  }
  await Promise.all(acks);
}

/** As fast as the server acknowledges. */
async function flatOut(publish, total) {
  let left = total;
  const lane = async () => {
    while (left > 0) {
      const count = Math.min(left, BATCH);
      left -= count;
      await publish.send(events(count));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

class Pages {
  constructor() {
    this.process = fork(new URL('lib/clients.mjs', import.meta.url));
  }

  async ask(message) {
    this.process.send(message);
    const [answer] = await once(this.process, 'message');
    return answer;
  }

  async settle(expected) {
    const deadline = now() + PATIENCE_MILLIS * 1e6;
    let answer = await this.ask({});
    while (answer.heard < expected && now() < deadline) {
      await sleep(20);
      answer = await this.ask({});
    }
    return answer;
  }
}

async function measure(server, pages, count, rate, batched) {
  const publish = await publisher(server);
  await pages.ask({ connect: { url: `http://127.0.0.1:${server.port}`, token: server.token, count, batched } });
  await sleep(50);
  const wanted = rate === 'flat' ? FLAT_EVENTS : Number(rate) * Number(options.seconds);
  const total = Math.min(wanted, Math.floor(MAX_DELIVERIES / count));
  await pages.ask({ first: number });
  const cpu = server.cpuMicros();
  const begin = now();
  await (rate === 'flat' ? flatOut(publish, total) : paced(publish, total, Number(rate)));
  const answer = await pages.settle(total * count);
  const seconds = (now() - begin) / 1e9;
  const spent = server.cpuMicros() - cpu;
  await pages.ask({ close: true });
  publish.close();
  return {
    micros: spent / (total * count),
    cpu: spent / seconds / 10_000,
    perSecond: total / seconds,
    p50: answer.p50,
    p99: answer.p99,
    lost: total * count - answer.heard,
    disorder: answer.disorder,
  };
}

const shown = value => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

const servers = [];
for (const name of options.servers.split(',')) {
  servers.push(await STARTERS[name]());
}
const entrants = servers.flatMap(server =>
  server.name === 'mpm-monitord'
    ? [
        { label: 'mpm-monitord', server, batched: false },
        { label: 'mpm-monitord, batches', server, batched: true },
      ]
    : [{ label: server.name, server, batched: false }],
);
const pages = new Pages();
try {
  console.error('warming up');
  for (const { server, batched } of entrants) {
    await measure(server, pages, 10, 'flat', batched);
  }
  console.log('| pages | events/s asked | server | server CPU per delivery | ÷ node | per event | its CPU | events/s | p50 | p99 | lost | out of order |');
  console.log('|---|---|---|---|---|---|---|---|---|---|---|---|');
  for (const count of options.pages.split(',').map(Number)) {
    for (const rate of options.rates.split(',')) {
      const runs = new Map(entrants.map(entrant => [entrant, []]));
      for (let round = 0; round < Number(options.rounds); round++) {
        for (const entrant of entrants) {
          runs.get(entrant).push(await measure(entrant.server, pages, count, rate, entrant.batched));
        }
      }
      const node = entrants.find(({ server }) => server.name === NODE);
      for (const [{ label }, results] of runs) {
        const of = (field, from = results) => median(from.map(result => result[field]));
        const ratio = node ? shown(of('micros') / of('micros', runs.get(node))) : '';
        const worst = field => Math.max(...results.map(result => result[field]));
        console.log(
          `| ${count} | ${rate} | ${label} | ${shown(of('micros'))} µs | ${ratio} | ${shown(of('micros') * count)} µs | ${shown(of('cpu'))} % | ${of('perSecond').toFixed(0)} ` +
            `| ${shown(of('p50'))} ms | ${shown(of('p99'))} ms | ${worst('lost')} | ${worst('disorder')} |`,
        );
      }
    }
  }
  for (const server of servers) {
    console.log(`\n${server.name}: ${(server.rssKilobytes() / 1024).toFixed(0)} MB resident at the end`);
  }
} finally {
  pages.process.kill();
  for (const server of servers) {
    server.stop();
  }
}
