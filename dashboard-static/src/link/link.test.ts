import { describe, expect, it } from 'vitest';
import { wireEvent } from '../../test/events';
import { Store } from '../state/store';
import { Link, type Wire } from './link';

/** A socket whose far end is the test. */
class FakeWire implements Wire {
  readonly sent: [string, unknown][] = [];
  connects = 0;
  closed = false;
  private readonly listeners = new Map<string, (payload: unknown) => void>();

  on(event: string, listener: (payload: unknown) => void): void {
    this.listeners.set(event, listener);
  }
  emit(event: string, payload: unknown): void {
    this.sent.push([event, payload]);
  }
  connect(): void {
    this.connects++;
  }
  disconnect(): void {
    this.closed = true;
  }
  receive(event: string, payload?: unknown): void {
    this.listeners.get(event)?.(payload);
  }
  /** What a daemon says to a client that comes in. */
  admit(stream: string, seq: number): void {
    this.receive('welcome', { stream, seq });
    this.receive('subscribed', { stream, seq });
  }
}

function transportError(): Error {
  return Object.assign(new Error('websocket error'), { type: 'TransportError' });
}

/** The daemon's no, as socket.io hands it on. */
function refusal(message: string, data: unknown): Error {
  return Object.assign(new Error(message), { data });
}

function bench() {
  const waits: { millis: number; task: () => void; cancelled: boolean }[] = [];
  const wires: FakeWire[] = [];
  const store = new Store({ now: () => 0, schedule: (task) => task() });
  const link = new Link(
    store,
    () => {
      const wire = new FakeWire();
      wires.push(wire);
      return wire;
    },
    {
      now: () => 50_000,
      after: (millis, task) => {
        const wait = { millis, task, cancelled: false };
        waits.push(wait);
        return () => (wait.cancelled = true);
      },
    },
  );
  link.open({ token: 't', origin: 'http://127.0.0.1:8765', fromDisk: false });
  const wire = wires[0];
  if (wire === undefined) throw new Error('the link opened no wire');
  return { store, link, wire, wires, waits };
}

describe('Link', () => {
  it('welcome_first_subscribesToTheRecentPastAndGoesLive', () => {
    const { store, link, wire } = bench();
    wire.receive('welcome', { stream: 'a', seq: 11_000 });
    expect(wire.sent).toEqual([['subscribe', { since: 1_000, stream: 'a', batch: true }]]);
    expect(link.state.value.name).toBe('connecting');
    wire.receive('subscribed', { stream: 'a', seq: 11_000 });
    expect(link.state.value.name).toBe('live');
    // What was not asked for has its place in the list.
    expect(store.log.at(0)).toMatchObject({ kind: 'gap', older: true, gap: { to: 1_000 } });
  });

  it('reconnect_afterEvents_asksForTheRestAndDoublesNothing', () => {
    const { store, wire } = bench();
    wire.admit('a', 0);
    wire.receive('claude_events', { events: [wireEvent(1), wireEvent(2)] });
    wire.receive('disconnect', 'transport close');
    wire.admit('a', 3);
    expect(wire.sent.at(-1)).toEqual(['subscribe', { since: 2, stream: 'a', batch: true }]);
    wire.receive('claude_events', { events: [wireEvent(2), wireEvent(3)] });
    expect(store.log.counts).toMatchObject({ held: 3, duplicates: 1 });
  });

  it('reconnect_daemonRestarted_gapStandsBeforeItsEvents', () => {
    const { store, wire } = bench();
    wire.admit('a', 0);
    wire.receive('claude_events', { events: [wireEvent(40)] });
    wire.receive('disconnect');
    wire.admit('b', 1);
    expect(wire.sent.at(-1)).toEqual(['subscribe', { since: 40, stream: 'a', batch: true }]);
    wire.receive('gap', { stream: 'b', from: null, to: null, count: null, reason: 'restarted' });
    wire.receive('claude_events', { events: [wireEvent(1)] });
    expect([0, 1, 2].map((n) => store.log.at(n)?.kind)).toEqual(['event', 'gap', 'event']);
    expect(store.log.position).toEqual({ stream: 'b', seq: 1 });
  });

  it('disconnect_triesAgainAndSaysWhen', () => {
    const { link, wire, waits } = bench();
    wire.admit('a', 0);
    wire.receive('disconnect', 'transport close');
    expect(link.state.value).toEqual({ name: 'reconnecting', retryAt: 51_000 });
    waits[0]?.task();
    expect(wire.connects).toBe(2);
  });

  it('nobodyAnswers_waitsLongerEachTimeUpToTenSeconds', () => {
    const { link, wire, waits } = bench();
    for (let i = 0; i < 6; i++) wire.receive('connect_error', transportError());
    expect(link.state.value).toMatchObject({ name: 'stopped', orRefused: false });
    expect(waits.map(({ millis }) => millis)).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    expect(waits.filter(({ cancelled }) => !cancelled)).toHaveLength(1);
  });

  it('refused_saysTheDaemonsWordsAndDoesNotRetry', () => {
    const { link, wire, waits } = bench();
    wire.receive('connect_error', refusal('wrong token', { code: 'unauthorized' }));
    expect(link.state.value).toEqual({ name: 'refused', code: 'unauthorized', message: 'wrong token' });
    expect(waits).toHaveLength(0);
  });

  it.each([[undefined], [null], ['unauthorized'], [{ code: 7 }], [{ code: 'of tomorrow' }]])(
    'refused_withoutACodeThatThePageKnows_hasNone %#',
    (data) => {
      const { link, wire } = bench();
      wire.receive('connect_error', refusal('no', data));
      expect(link.state.value).toEqual({ name: 'refused', code: null, message: 'no' });
    },
  );

  it('nobodyAnswersAPageFromTheDisk_mayBeARefusal', () => {
    const { link, wires } = bench();
    link.open({ token: 't', origin: 'http://127.0.0.1:8765', fromDisk: true });
    wires[1]?.receive('connect_error', transportError());
    expect(link.state.value).toMatchObject({ name: 'stopped', orRefused: true });
  });

  it('retryNow_whileWaiting_connectsAtOnce', () => {
    const { link, wire, waits } = bench();
    wire.receive('connect_error', transportError());
    link.retryNow();
    expect(wire.connects).toBe(2);
    expect(waits[0]?.cancelled).toBe(true);
  });

  it('open_again_leavesTheOldWireAndDoesNotHearIt', () => {
    const { store, link, wire, wires } = bench();
    link.open({ token: 'new', origin: 'http://127.0.0.1:8765', fromDisk: false });
    expect(wire.closed).toBe(true);
    wire.receive('claude_events', { events: [wireEvent(1)] });
    expect(store.log.counts.held).toBe(0);
    wires[1]?.receive('claude_events', { events: [wireEvent(1)] });
    expect(store.log.counts.held).toBe(1);
  });

  it('claudeEvents_entryThatIsNoEvent_isCounted', () => {
    const { store, wire } = bench();
    wire.receive('claude_events', { events: [wireEvent(1), { id: 'x' }, null] });
    wire.receive('claude_events', 'nonsense');
    expect(store.log.counts.held).toBe(1);
    expect(store.unreadable.value).toBe(3);
  });
});
