// A process with K stock clients that count what they hear. Told over IPC: {connect: {url, token, count, batched}}, {first: number} to
// begin to count with the event of that number, {close}. Anything else asks for the figures.
import { io } from 'socket.io-client';
import { now } from './event.mjs';

const BUCKET_MICROS = 50;

let clients = [];
let heard = 0;
let disorder = 0;
let latencies = [];

function take(event, client) {
  const { number, sent } = event.data;
  heard++;
  if (number !== client.next) {
    disorder++;
  }
  client.next = number + 1;
  const bucket = Math.floor((now() - sent) / 1000 / BUCKET_MICROS);
  latencies[bucket] = (latencies[bucket] ?? 0) + 1;
}

function percentile(share) {
  let left = heard * share;
  for (const [bucket, count] of latencies.entries()) {
    left -= count ?? 0;
    if (left <= 0) {
      return ((bucket + 1) * BUCKET_MICROS) / 1000;
    }
  }
  return Number.NaN;
}

function connect({ url, token, count, batched }) {
  const opening = Array.from({ length: count }, () => {
    const client = { next: 0, socket: io(url, { transports: ['websocket'], auth: { token, role: 'dashboard', v: 1 }, forceNew: true }) };
    clients.push(client);
    client.socket.on('claude_event', event => take(event, client));
    client.socket.on('claude_events', ({ events }) => events.forEach(event => take(event, client)));
    return new Promise((resolve, reject) => {
      client.socket.once('connect_error', reject);
      client.socket.once('connect', () => {
        if (!batched) {
          resolve();
          return;
        }
        client.socket.once('subscribed', resolve);
        client.socket.emit('subscribe', { batch: true });
      });
    });
  });
  return Promise.all(opening);
}

process.on('message', async message => {
  if (message.connect) {
    await connect(message.connect);
    process.send({ connected: true });
  } else if (message.first !== undefined) {
    heard = disorder = 0;
    latencies = [];
    clients.forEach(client => (client.next = message.first));
    process.send({ ready: true });
  } else if (message.close) {
    clients.forEach(client => client.socket.disconnect());
    clients = [];
    process.send({ closed: true });
  } else {
    process.send({ heard, disorder, p50: percentile(0.5), p99: percentile(0.99) });
  }
});
