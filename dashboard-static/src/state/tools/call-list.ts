/**
 * The calls as the user wants to see them: filtered, ordered, one of them open. A call is looked at again only when it has changed,
 * so that a search through a hundred thousand events is done once.
 */

import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { ToolStatus } from '../../event/wire';
import { MAIN, type CallRecord } from '../account/records';
import { agentName } from '../agents/agent-tree';
import type { EventLog } from '../event-log';
import { EVERYTHING, isEverything, OF_EVENTS, parseQuery, type Grammar } from '../query';
import { remembered } from '../remembered';
import type { Route } from '../route';
import { ALL_CALLS, passes, type CallContext, type CallFilter } from './call-filter';
import { AS_THEY_BEGAN, ordered, type CallOrder } from './call-order';
import { choicesOf, type Choices } from './choices';
import { durationsOf, slowest, type Durations, type Span } from './durations';
import { waitsOf, type Waits } from './waits';

/** A call waits for the user while it runs. */
const OF_CALLS: Grammar = { ...OF_EVENTS, statuses: [...OF_EVENTS.statuses, 'waits'] };

const SLOWEST = 5;
const LARGE = 5_000;

export interface CallListOptions {
  readonly log: ReadonlySignal<EventLog>;
  /** Grows when a call has changed. */
  readonly revision: ReadonlySignal<number>;
  readonly sessions: ReadonlySignal<ReadonlySet<string>>;
  readonly clock: ReadonlySignal<number>;
  /** Ordinal from which on rows are held back, null for none. */
  readonly pausedAt: ReadonlySignal<number | null>;
  readonly route: ReadonlySignal<Route>;
}

export interface Summary {
  readonly durations: Durations;
  readonly slowest: readonly CallRecord[];
  readonly waits: Waits;
}

export class CallList {
  readonly search = signal('');
  readonly tools: Signal<ReadonlySet<string>> = signal(ALL_CALLS.tools);
  readonly statuses: Signal<ReadonlySet<ToolStatus>> = signal(ALL_CALLS.statuses);
  readonly agents: Signal<ReadonlySet<string>> = signal(ALL_CALLS.agents);
  readonly span: Signal<Span | null> = signal(null);
  readonly order: Signal<CallOrder> = signal(AS_THEY_BEGAN);
  /** Key of the call that the keys have reached. */
  readonly active: Signal<string | null> = signal(null);
  /** Whether the list sticks to its end. */
  readonly following = signal(true);

  /** The calls of the chosen sessions, before any other filter: what there is to choose from. */
  readonly ofSessions: ReadonlySignal<readonly CallRecord[]>;
  readonly filter: ReadonlySignal<CallFilter>;
  readonly calls: ReadonlySignal<readonly CallRecord[]>;
  /** How many calls wait behind the pause. */
  readonly unseen: ReadonlySignal<number>;
  /** What there is to choose from, of the chosen sessions. */
  readonly choices: ReadonlySignal<Choices>;
  /** Of the calls that are shown. */
  readonly summary: ReadonlySignal<Summary>;

  /** Ends what heeds the address. To be called when it is shown no more. */
  readonly dispose: () => void;

  constructor(private readonly options: CallListOptions) {
    const { log, revision, sessions, clock, pausedAt, route } = options;
    // A new value each time, for the records in it change in place.
    const all = computed(() => ({ revision: revision.value, calls: log.value.account.calls.all() }));
    this.ofSessions = computed(() => {
      const { calls } = all.value;
      const chosen = sessions.value;
      return chosen.size === 0 ? calls.slice() : calls.filter(({ session }) => chosen.has(session));
    });
    this.filter = computed(() => ({
      sessions: sessions.value,
      tools: this.tools.value,
      statuses: this.statuses.value,
      agents: this.agents.value,
      span: this.span.value,
      query: this.search.value.trim() === '' ? EVERYTHING : parseQuery(this.search.value, OF_CALLS),
    }));
    const test = computed(() => {
      const filter = this.filter.value;
      return remembered((call: CallRecord) => passes(call, filter, this.context));
    });
    const passing = computed(() =>
      this.isFiltered() ? this.ofSessions.value.filter(test.value) : this.ofSessions.value,
    );
    const before = computed(() => {
      const end = pausedAt.value;
      return end === null ? passing.value : passing.value.filter((call) => call.order < end);
    });
    this.unseen = computed(() => passing.value.length - before.value.length);
    this.calls = computed(() => {
      const order = this.order.value;
      const now = order.column === 'duration' ? clock.value : 0;
      return ordered(before.value, order, this.context, now);
    });
    /** Large lists are summed up anew once a second at most, and only when they have changed; small ones at once. */
    const calmly = (calls: ReadonlySignal<readonly CallRecord[]>) => {
      const beat = computed(() => ({
        now: clock.value,
        filter: this.filter.value,
        calls: calls.peek().length > LARGE ? calls.peek() : calls.value,
      }));
      return computed(() => beat.value.calls);
    };
    const shown = calmly(passing);
    const figures = computed(() => ({ durations: durationsOf(shown.value), waits: waitsOf(shown.value) }));
    this.summary = computed(() => ({
      ...figures.value,
      slowest: slowest(shown.value, SLOWEST, clock.value),
    }));
    const there = calmly(this.ofSessions);
    this.choices = computed(() => {
      const chosen = { tools: this.tools.value, statuses: this.statuses.value, agents: this.agents.value };
      return choicesOf(there.value, chosen, this.context);
    });
    this.dispose = effect(() => {
      const { tab, item } = route.value;
      if (tab !== 'tools' || item === null) return;
      this.active.value = item;
      this.following.value = false;
    });
  }

  readonly context: CallContext = {
    agentName: (call) => this.agentName(call),
    sessionName: (id) => {
      const { sessions } = this.options.log.value.account;
      const session = sessions.get(id);
      return session === undefined ? id : sessions.labelOf(session);
    },
    row: (ordinal) => this.options.log.value.at(ordinal),
  };

  isFiltered(): boolean {
    const { tools, statuses, agents, span, query } = this.filter.value;
    return tools.size + statuses.size + agents.size > 0 || span !== null || !isEverything(query);
  }

  clearFilters(): void {
    batch(() => {
      this.search.value = '';
      this.tools.value = ALL_CALLS.tools;
      this.statuses.value = ALL_CALLS.statuses;
      this.agents.value = ALL_CALLS.agents;
      this.span.value = null;
    });
  }

  private agentName({ session, agentId }: Pick<CallRecord, 'session' | 'agentId'>): string {
    if (agentId === MAIN) return MAIN;
    const agent = this.options.log.value.account.agents.get(session, agentId);
    return agent === undefined ? agentId : agentName(agent);
  }
}
