// A long day, shortened: 200 events a second, pages that come, go and freeze. Nothing may be lost, and neither memory nor open files may grow.
// usage: node soak.mjs [--minutes 10] [--rate 200]
// Prints a line every half minute, then a verdict; exits with 1 when something was lost or grows.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { io } from 'socket.io-client';
import { event, now } from './lib/event.mjs';
import { startMonitor } from './lib/server.mjs';

const { values: options } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, rate: { type: 'string', default: '200' } },
});
const RATE = Number(options.rate);
const END = now() + Number(options.minutes) * 60e9;
const TURN_MILLIS = 20;
const REPORT_MILLIS = 30_000;

/** How long a page of each kind stays, or stays frozen; the daemon gives up on a frozen one after 30 s. */
const VISIT_MILLIS = 2_000;
const SHORT_FREEZE_MILLIS = 5_000;
const LONG_FREEZE_MILLIS = 45_000;

/** In the second half of the run; what lies below is the noise of a garbage collector. */
const ALLOWED_GROWTH_MB_PER_HOUR = 60;

const server = await startMonitor();
const url = `http://127.0.0.1:${server.port}`;
const counts = { published: 0, visits: 0, freezes: 0, gaps: 0, missing: 0, doubled: 0 };

/** A page that asks for what it missed whenever it comes back, and checks that it hears every number once. */
class Page {
  constructor(batch) {
    this.seq = undefined;
    this.heard = 0;
    this.subscribed = false;
    this.socket = io(url, { transports: ['websocket'], auth: { token: server.token, role: 'dashboard', v: 1 }, forceNew: true });
    this.socket.on('welcome', ({ seq, stream }) => {
      this.seq ??= seq;
      this.socket.emit('subscribe', { since: this.seq, stream, batch });
    });
    this.socket.on('subscribed', () => (this.subscribed = true));
    this.socket.on('disconnect', () => (this.subscribed = false));
    this.socket.on('claude_event', event => this.take(event));
    this.socket.on('claude_events', ({ events }) => events.forEach(event => this.take(event)));
    this.socket.on('gap', ({ to, count }) => {
      counts.gaps += count;
      this.seq = to;
    });
  }

  take({ seq }) {
    if (!this.subscribed) {
      return; // from the place before the one that it asked for
    }
    this.heard++;
    if (seq <= this.seq) {
      counts.doubled++;
    } else {
      counts.missing += seq - this.seq - 1;
      this.seq = seq;
    }
  }

  async freeze(millis) {
    const wire = this.socket.io.engine.transport.ws._socket;
    wire.pause();
    await sleep(millis);
    wire.resume();
  }

  close() {
    this.socket.disconnect();
  }
}

async function publish() {
  const socket = io(url, { transports: ['websocket'], auth: { token: server.token, role: 'producer', v: 1 }, forceNew: true });
  await once(socket, 'connect');
  const begin = now();
  while (now() < END) {
    const due = Math.floor(((now() - begin) / 1e9) * RATE) - counts.published;
    if (due > 0) {
      const events = Array.from({ length: due }, (_, i) => event(counts.published + i));
      counts.published += due;
      await socket.timeout(10_000).emitWithAck('publish', { v: 1, producer: 'soak', events });
    }
    await sleep(TURN_MILLIS);
  }
  socket.disconnect();
}

async function visitors() {
  while (now() < END) {
    const page = new Page(counts.visits % 2 === 0);
    await sleep(VISIT_MILLIS);
    page.close();
    counts.visits++;
  }
}

async function freezers(millis) {
  const page = new Page(true);
  await once(page.socket, 'subscribed');
  while (now() < END) {
    await page.freeze(millis);
    counts.freezes++;
    await sleep(VISIT_MILLIS);
    if (!page.socket.connected) {
      await Promise.race([once(page.socket, 'subscribed'), sleep(10_000)]);
    }
  }
  return page;
}

const curve = [];
async function watch() {
  console.log('minute | resident MB | open files | published | heard by a page that stays | visits | freezes | missing | doubled | told as gap');
  const begin = now();
  for (let turn = 0; now() < END; turn++) {
    const point = { minute: (now() - begin) / 60e9, megabytes: server.rssKilobytes() / 1024, files: server.openFiles() };
    curve.push(point);
    console.log(
      [point.minute.toFixed(1), point.megabytes.toFixed(1), point.files, counts.published, steady.heard]
        .concat(counts.visits, counts.freezes, counts.missing, counts.doubled, counts.gaps)
        .join(' | '),
    );
    await sleep(REPORT_MILLIS);
  }
}

/** Of the straight line through the points with the least squares. */
function growthPerHour(points) {
  const mean = field => points.reduce((sum, point) => sum + point[field], 0) / points.length;
  const [minute, megabytes] = [mean('minute'), mean('megabytes')];
  const above = points.reduce((sum, point) => sum + (point.minute - minute) * (point.megabytes - megabytes), 0);
  const below = points.reduce((sum, point) => sum + (point.minute - minute) ** 2, 0);
  return (above / below) * 60;
}

const steady = new Page(true);
await once(steady.socket, 'subscribed');
const before = server.openFiles();
const [thawed] = await Promise.all([freezers(LONG_FREEZE_MILLIS), freezers(SHORT_FREEZE_MILLIS), visitors(), publish(), watch()]);
for (let tries = 0; tries < 100 && (steady.heard < counts.published || thawed.seq < steady.seq); tries++) {
  await sleep(100);
}
const growth = growthPerHour(curve.slice(Math.floor(curve.length / 2)));
const files = Math.max(...curve.slice(Math.floor(curve.length / 2)).map(point => point.files)) - before;
const lost = counts.published - steady.heard;
console.log(
  `\n${counts.published} published, ${lost} lost, ${counts.missing} missing, ${counts.doubled} doubled, ${counts.gaps} told as gap; ` +
    `growth in the second half ${growth.toFixed(1)} MB an hour, at most ${files} files more than at the start`,
);
const bad = lost !== 0 || counts.missing !== 0 || counts.doubled !== 0 || growth > ALLOWED_GROWTH_MB_PER_HOUR || files > 8;
server.stop();
process.exit(bad ? 1 : 0);
