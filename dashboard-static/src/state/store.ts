/**
 * What the page knows and what the user has chosen, as signals. Folding happens in the plain classes beside this file; `content`
 * tells the views, as often as the scheduler lets it, mostly once a frame, that they have new content.
 */

import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Gap, MonitorEvent } from '../event/wire';
import { EventLog } from './event-log';
import type { Account, Revisions } from './account/account';
import type { AgentRecord, SessionRecord } from './account/records';
import { stateAt } from './account/session-fold';
import { AgentList } from './agents/agent-list';
import { EventList } from './events/event-list';
import { Rate } from './rate';
import { FileList } from './files/file-list';
import { changed, hashOf, HOME, type Route } from './route';
import type { Scheduler } from './scheduling';
import { midnight } from '../text/time';
import type { AgentUsage } from './account/usage';
import { unheld, withTold, withUsage, type ToldSessions } from './told-sessions';
import { TimelineWindow } from './timeline/timeline-window';
import { CallList } from './tools/call-list';

export interface StoreOptions {
  readonly now: () => number;
  readonly schedule: Scheduler;
  /** Runs `task` once what the user waits for has been done; by default as `schedule` does. */
  readonly later?: Scheduler;
  /** Runs `task` soon, but seldom enough for somebody to read what changes by it; by default at once. */
  readonly legibly?: Scheduler;
  readonly log?: EventLog;
  /** What is shown, when several stores share an address. */
  readonly route?: Signal<Route>;
}

const KINDS = ['calls', 'agents', 'files', 'sessions'] as const satisfies readonly (keyof Revisions)[];

export class Store {
  readonly rate = new Rate();
  readonly now: () => number;

  /** The log for views: a new value whenever the log has news. Others use `log`. */
  readonly content: Signal<{ readonly log: EventLog }>;
  /** The same for numbers and for what changes with most events: a new value only as often as one can read it. */
  readonly glance: Signal<{ readonly log: EventLog }>;
  /** Grow when something of the kind has changed, mostly once a frame. */
  readonly revisions: { readonly [K in keyof Revisions]: Signal<number> };
  readonly clock: Signal<number>;
  /** When the day began, by the local clock; for what need not be drawn anew before the next one. */
  readonly today: ReadonlySignal<number>;
  readonly events: EventList;
  readonly agents: AgentList;
  readonly calls: CallList;
  readonly files: FileList;
  readonly timeline = new TimelineWindow();
  /** What is shown; the address bar says the same. */
  readonly route: Signal<Route>;
  /** The chosen sessions; empty means all. */
  readonly sessions: ReadonlySignal<ReadonlySet<string>>;
  /** Ordinal the list stands still at, null while it runs. */
  readonly pausedAt: Signal<number | null> = signal(null);
  /** What the daemon has told of the sessions, beside the events. */
  readonly told: Signal<ToldSessions> = signal(new Map());
  readonly unreadable = signal(0);
  /** Whether all has come that the daemon had when this page came to it. */
  readonly caughtUp = signal(false);
  /** Whether the list gets the focus as soon as it is drawn. */
  readonly listWanted = signal(false);
  readonly dialog: Signal<'help' | 'palette' | null> = signal(null);

  private readonly log_: Signal<EventLog>;
  /** The daemon's number when this page came to it; null while it has not. */
  private liveAfter: number | null = null;
  private pending = false;
  private glancing = false;
  private readonly schedule: Scheduler;
  private readonly legibly: Scheduler;

  constructor({
    now,
    schedule,
    later = schedule,
    legibly = (task) => task(),
    log: held = new EventLog(),
    route = signal(HOME),
  }: StoreOptions) {
    this.route = route;
    this.sessions = computed(() => route.value.sessions);
    const log = signal(held);
    this.log_ = log;
    const { calls, agents, files, sessions } = held.account.revisions;
    this.revisions = {
      calls: signal(calls),
      agents: signal(agents),
      files: signal(files),
      sessions: signal(sessions),
    };
    this.content = signal({ log: held });
    this.glance = signal({ log: held });
    this.now = now;
    this.clock = signal(now());
    this.today = computed(() => midnight(this.clock.value));
    this.schedule = schedule;
    this.legibly = legibly;
    const { sessions: chosen, clock, pausedAt, revisions } = this;
    this.calls = new CallList({ log, revision: revisions.calls, sessions: chosen, clock, pausedAt, route });
    this.agents = new AgentList({
      log,
      revision: revisions.agents,
      sessions: chosen,
      context: {
        sessionName: this.calls.context.sessionName,
        sessionTitle: (id) => this.session(id)?.title ?? null,
      },
    });
    this.files = new FileList({ log, revision: revisions.files, sessions: chosen });
    this.events = new EventList({
      log,
      content: this.content,
      glance: this.glance,
      sessions: chosen,
      pausedAt,
      route,
      go: (change) => this.go(change),
      now,
      later,
      stir: () => this.stir(),
    });
  }

  /** What is held; another one after a step back. */
  get log(): EventLog {
    return this.log_.value;
  }

  /** What the held events mean together. Who draws it reads `revisions` too, to hear of changes. */
  get account(): Account {
    return this.log.account;
  }

  /** The daemon has begun to send `stream`; numbers up to `seq` are the past, later ones are live. */
  enter(stream: string | null, seq: number): void {
    this.log.enter(stream);
    this.liveAfter = seq;
    this.stir();
  }

  add(events: readonly MonitorEvent[], unreadable = 0): void {
    const past = this.liveAfter ?? 0;
    const live = events.reduce((sum, { seq }) => sum + (seq > past ? 1 : 0), 0);
    this.log.add(events);
    this.rate.add(live, this.now());
    if (unreadable > 0) this.unreadable.value += unreadable;
    this.stir();
  }

  addGap(gap: Gap): void {
    this.log.addGap(gap);
    this.stir();
  }

  /** What lies up to number `to` was not asked for. */
  addOlder(to: number): void {
    this.log.addOlder(to);
    this.stir();
  }

  /** The oldest event that the daemon holds has number `from`. */
  tellFirst(from: number): void {
    this.log.tellFirst(from);
    this.stir();
  }

  /** Empties the page and shows what comes from now on. The daemon keeps what it has. */
  clear(): void {
    this.log.clear();
    this.beginAnew();
  }

  /** Nothing of the session is on the page any more. */
  forget(session: string): void {
    this.log.forget(session);
    batch(() => {
      this.told.value = new Map([...this.told.peek()].filter(([id]) => id !== session));
      const chosen = this.sessions.peek();
      if (chosen.has(session)) this.go({ sessions: new Set([...chosen].filter((id) => id !== session)) });
    });
    this.beginAnew();
  }

  /** Shows `log`, which is what the log was earlier: the rows that came first, under the same ordinals. The user's choices stay. */
  backTo(log: EventLog): void {
    batch(() => {
      this.log_.value = log;
      this.events.selectAgain();
      const pausedAt = this.pausedAt.peek();
      if (pausedAt !== null) this.pausedAt.value = Math.min(pausedAt, log.end);
      this.tell();
    });
  }

  /** To be called when it is shown no more: an address that several stores share would hold it for as long as the page is open. */
  dispose(): void {
    this.events.dispose();
    this.calls.dispose();
  }

  /** All that is known of a session, from its events and from the daemon. */
  session(id: string): SessionRecord | undefined {
    const session = this.account.sessions.get(id);
    const told = this.told.value.get(id);
    return session === undefined ? unheld(told) : withTold(session, told);
  }

  /** What the rail lists: the held sessions, newest first, and then those that go on as the daemon says, though nothing of them is held. */
  sessionsAtHand({ account }: EventLog = this.log): readonly SessionRecord[] {
    const held = account.sessions;
    const now = this.clock.value;
    const others = [...this.told.value].flatMap(([id, told]) => {
      const session = held.get(id) === undefined ? unheld(told) : undefined;
      const state = session && stateAt(session, now);
      return session && (state === 'working' || state === 'waiting') ? [session] : [];
    });
    return [...held.newestFirst(), ...others.reverse()];
  }

  /** What the daemon has told of an agent's use; undefined while it has not. */
  usageOf({ session, id }: Pick<AgentRecord, 'session' | 'id'>): AgentUsage | undefined {
    return this.told.value.get(session)?.usage.agents.get(id);
  }

  /** Shows something else. What is open in a tab closes when the tab or the sessions change. */
  go(change: Partial<Route>): void {
    const before = this.route.peek();
    const after = changed(before, change);
    if (hashOf(before) !== hashOf(after)) this.route.value = after;
  }

  /** Shows another tab to somebody who uses keys: they are meant for what it lists. */
  goToList(tab: string): void {
    batch(() => {
      this.go({ tab });
      this.listWanted.value = true;
    });
  }

  /** Takes in what the daemon tells of a session's use, as it grows. */
  tellUsage(event: unknown): void {
    this.told.value = withUsage(this.told.peek(), event);
  }

  /** To be called about once a second: ages and rates on the screen move on. */
  tick(): void {
    this.clock.value = this.now();
  }

  pause(paused: boolean): void {
    this.pausedAt.value = paused ? this.log.end : null;
  }

  togglePause(): void {
    if (this.pausedAt.peek() === null) this.pause(true);
    else this.follow();
  }

  /** Whether anything is held of the chosen sessions; an address may name others. */
  holdsChosen(): boolean {
    const chosen = [...this.sessions.value];
    return chosen.length === 0 || chosen.some((id) => this.account.sessions.get(id) !== undefined);
  }

  /** Goes back to the newest row and runs with it. */
  follow(): void {
    batch(() => {
      this.pausedAt.value = null;
      this.events.following.value = true;
    });
  }

  closeDetail(): void {
    this.go({ item: null });
  }

  /** Rows have other ordinals than before: what was held still by one runs again. */
  private beginAnew(): void {
    this.events.selected.value = null;
    this.follow();
    this.stir();
  }

  private stir(): void {
    if (this.pending) return;
    this.pending = true;
    this.schedule(() => {
      this.pending = false;
      this.tell();
    });
  }

  private tell(): void {
    batch(() => {
      this.content.value = { log: this.log };
      for (const kind of KINDS) this.revisions[kind].value = this.account.revisions[kind];
      if (this.liveAfter !== null && this.log.position.seq >= this.liveAfter) this.caughtUp.value = true;
      this.look();
    });
  }

  private look(): void {
    if (this.glancing) return;
    this.glancing = true;
    this.legibly(() => {
      this.glancing = false;
      this.glance.value = { log: this.log };
    });
  }
}
