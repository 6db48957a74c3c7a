/**
 * The connection to the daemon. Keeps trying until it is refused or closed, and resumes where the store stands. The retries are
 * ours and not the library's, because the user is told when the next one is.
 */

import { signal, type ReadonlySignal } from '@preact/signals';
import { readBatch, readGap, readWelcome } from '../event/wire';
import { numberAt, textAt } from '../event/json';
import { NOWHERE, subscriptionFor } from '../state/resume';
import type { Store } from '../state/store';
import type { Access } from './access';
import { REFUSAL_CODES, waitBefore, type LinkState, type RefusalCode } from './link-state';

/** The part of a socket.io socket that the link needs. */
export interface Wire {
  on(event: string, listener: (payload: unknown) => void): unknown;
  emit(event: string, payload: unknown): unknown;
  connect(): unknown;
  disconnect(): unknown;
}

export type OpenWire = (access: Access) => Wire;

export interface Timers {
  readonly now: () => number;
  /** Runs `task` once after `millis`; returns what cancels it. */
  readonly after: (millis: number, task: () => void) => () => void;
}

export interface DaemonInfo {
  readonly version: string | null;
  readonly address: string;
}

export class Link {
  private readonly state_ = signal<LinkState>({ name: 'connecting' });
  private readonly daemon_ = signal<DaemonInfo | null>(null);
  private readonly access_ = signal<Access | null>(null);
  private wire: Wire | null = null;
  private attempts = 0;
  private cancelRetry: () => void = () => undefined;

  constructor(
    private readonly store: Store,
    private readonly openWire: OpenWire,
    private readonly timers: Timers,
  ) {}

  get state(): ReadonlySignal<LinkState> {
    return this.state_;
  }

  get daemon(): ReadonlySignal<DaemonInfo | null> {
    return this.daemon_;
  }

  /** Where the daemon is; null while the page does not know. */
  get access(): ReadonlySignal<Access | null> {
    return this.access_;
  }

  /** Connects with `access`, leaving the connection there may be. */
  open(access: Access): void {
    this.close();
    const wire = this.openWire(access);
    this.wire = wire;
    this.access_.value = access;
    this.attempts = 0;
    this.state_.value = { name: 'connecting' };
    this.listen(wire, access);
    wire.connect();
  }

  /** Says why there is nothing to connect with. */
  refuse(reason: 'no-token' | 'bad-port', given: string): void {
    this.close();
    this.access_.value = null;
    this.state_.value = { name: 'no-access', reason, given };
  }

  close(): void {
    this.cancelRetry();
    const wire = this.wire;
    this.wire = null;
    wire?.disconnect();
  }

  /** Tries at once when a try is due later. */
  retryNow(): void {
    const { name } = this.state_.peek();
    if (name !== 'reconnecting' && name !== 'stopped' && name !== 'refused') return;
    this.cancelRetry();
    this.state_.value = { name: 'connecting' };
    this.wire?.connect();
  }

  private listen(wire: Wire, access: Access): void {
    const on = (event: string, listener: (payload: unknown) => void) =>
      wire.on(event, (payload) => {
        if (this.wire === wire) listener(payload);
      });
    on('status', (status) => {
      this.daemon_.value = {
        version: textAt(status, 'server_version'),
        address: access.origin.replace('http://', ''),
      };
    });
    // Single `claude_event`s and `history` are not listened to: what they hold comes again after `subscribe`, in order.
    on('welcome', (payload) => {
      const welcome = readWelcome(payload);
      const isFirst = this.store.log.position === NOWHERE;
      const subscription = subscriptionFor(this.store.log.position, welcome);
      wire.emit('subscribe', subscription);
      this.store.enter(welcome.stream, welcome.seq);
      if (isFirst && subscription.since > 0) this.store.addOlder(subscription.since);
    });
    on('subscribed', (payload) => {
      this.attempts = 0;
      this.store.enter(textAt(payload, 'stream'), numberAt(payload, 'seq') ?? 0);
      this.state_.value = { name: 'live' };
    });
    on('claude_events', (payload) => {
      const { events, unreadable } = readBatch(payload);
      this.store.add(events, unreadable);
    });
    on('usage', (payload) => this.store.tellUsage(payload));
    on('gap', (payload) => this.store.addGap(readGap(payload)));
    on('disconnect', () => this.retryLater((retryAt) => ({ name: 'reconnecting', retryAt })));
    on('connect_error', (error) => {
      if (isRefusal(error))
        this.state_.value = { name: 'refused', code: codeOf(error), message: error.message };
      else this.retryLater((retryAt) => ({ name: 'stopped', retryAt, orRefused: access.fromDisk }));
    });
  }

  private retryLater(stateUntil: (retryAt: number) => LinkState): void {
    this.attempts++;
    const wait = waitBefore(this.attempts);
    this.state_.value = stateUntil(this.timers.now() + wait);
    this.cancelRetry();
    this.cancelRetry = this.timers.after(wait, () => this.wire?.connect());
  }
}

/** A transport that fails says so by its type; anything else is the daemon's own no. */
function isRefusal(error: unknown): error is Error {
  return (
    error instanceof Error &&
    !('type' in error && error.type === 'TransportError') &&
    error.message !== 'timeout'
  );
}

function codeOf(refusal: Error): RefusalCode | null {
  const code = textAt('data' in refusal ? refusal.data : null, 'code');
  return REFUSAL_CODES.find((known) => known === code) ?? null;
}
