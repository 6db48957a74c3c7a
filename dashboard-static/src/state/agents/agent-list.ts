/** The agents as the user wants to see them: of which sessions, filtered, parts of their tree folded up. */

import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { AGENT_STATUSES, MAIN, type AgentRecord, type AgentStatus } from '../account/records';
import { add, byName, inOrder, type Counted } from '../counted';
import type { EventLog } from '../event-log';
import { toggled } from '../filter';
import { EVERYTHING, isEverything, parseQuery, type Grammar } from '../query';
import { remembered } from '../remembered';
import { AGENT_KEYS, ALL_AGENTS, passes, typeOf, type AgentContext, type AgentFilter } from './agent-filter';
import { agentRows, type AgentRow } from './agent-tree';

const OF_AGENTS: Grammar = { keys: AGENT_KEYS, statuses: AGENT_STATUSES };

export interface AgentListOptions {
  readonly log: ReadonlySignal<EventLog>;
  /** Grows when an agent has changed. */
  readonly revision: ReadonlySignal<number>;
  readonly sessions: ReadonlySignal<ReadonlySet<string>>;
  readonly context: AgentContext;
}

export interface AgentChoices {
  readonly types: Counted<string>;
  readonly statuses: Counted<AgentStatus>;
}

export class AgentList {
  readonly search = signal('');
  readonly types: Signal<ReadonlySet<string>> = signal(ALL_AGENTS.types);
  readonly statuses: Signal<ReadonlySet<AgentStatus>> = signal(ALL_AGENTS.statuses);
  /** Keys of the agents whose own agents are not shown while there is no filter. */
  readonly folded: Signal<ReadonlySet<string>> = signal(new Set());
  /** Key of the agent that the keys have reached. */
  readonly active: Signal<string | null> = signal(null);

  /** The agents of the chosen sessions, before any other filter: what there is to choose from. */
  readonly ofSessions: ReadonlySignal<readonly AgentRecord[]>;
  readonly filter: ReadonlySignal<AgentFilter>;
  /** Those that pass the filter, whether they are folded away or not. */
  readonly passing: ReadonlySignal<ReadonlySet<AgentRecord>>;
  /** Those, and the ones above them. */
  readonly rows: ReadonlySignal<readonly AgentRow[]>;
  readonly choices: ReadonlySignal<AgentChoices>;

  /** The keys of the agents that are folded up now. */
  private readonly folds: ReadonlySignal<Signal<ReadonlySet<string>>>;

  constructor({ log, revision, sessions, context }: AgentListOptions) {
    // A new value each time, for the records in it change in place.
    const all = computed(() => ({ revision: revision.value, account: log.value.account }));
    const bySession = computed(() => {
      const chosen = sessions.value;
      const { account } = all.value;
      return account.sessions
        .newestFirst()
        .filter(({ id }) => chosen.size === 0 || chosen.has(id))
        .map(({ id }) => account.agents.of(id));
    });
    this.ofSessions = computed(() => bySession.value.flat());
    this.filter = computed(() => ({
      types: this.types.value,
      statuses: this.statuses.value,
      query: this.search.value.trim() === '' ? EVERYTHING : parseQuery(this.search.value, OF_AGENTS),
    }));
    const test = computed(() => {
      const filter = this.filter.value;
      const now = (agent: AgentRecord) => passes(agent, filter, context);
      const before = remembered(now);
      // A main agent is found by its session's title, which changes without it.
      return (agent: AgentRecord) => (agent.id === MAIN ? now(agent) : before(agent));
    });
    this.passing = computed(() => new Set(this.ofSessions.value.filter(test.value)));
    // What a search finds is not hidden under what was folded before. What is folded in its answer is forgotten with it.
    this.folds = computed(() => (this.isFiltered() ? signal(NONE) : this.folded));
    this.rows = computed(() => {
      const passing = this.passing.value;
      const folded = this.folds.value.value;
      return bySession.value.flatMap((agents) => agentRows(agents, folded, (agent) => passing.has(agent)));
    });
    this.choices = computed(() => this.choicesOf(this.ofSessions.value));
  }

  /** Folds up what is below an agent, or opens it. */
  toggle(key: string): void {
    const folds = this.folds.peek();
    folds.value = toggled(folds.peek(), key);
  }

  isFiltered(): boolean {
    const { types, statuses, query } = this.filter.value;
    return types.size + statuses.size > 0 || !isEverything(query);
  }

  clearFilters(): void {
    batch(() => {
      this.search.value = '';
      this.types.value = ALL_AGENTS.types;
      this.statuses.value = ALL_AGENTS.statuses;
    });
  }

  /** What is chosen stays a choice when there is none of it left: an agent's status changes. */
  private choicesOf(agents: readonly AgentRecord[]): AgentChoices {
    const types = new Map([...this.types.value].map((type) => [type, 0]));
    const statuses = new Map([...this.statuses.value].map((status) => [status, 0]));
    for (const agent of agents) {
      add(types, typeOf(agent));
      add(statuses, agent.status);
    }
    return { types: byName(types), statuses: inOrder(statuses, AGENT_STATUSES) };
  }
}

const NONE: ReadonlySet<string> = new Set();
