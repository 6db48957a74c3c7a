/** The agents as the user wants to see them: of which sessions, filtered, parts of their tree folded up. */

import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { AGENT_STATUSES, MAIN, type AgentRecord, type AgentStatus } from '../account/records';
import { add, byName, inOrder, noneOf, type Counted } from '../counted';
import type { EventLog } from '../event-log';
import { Folds } from '../folds';
import { EVERYTHING, isEverything, parseQuery, type Grammar } from '../query';
import { remembered } from '../remembered';
import { AGENT_KEYS, ALL_AGENTS, passes, typeOf, type AgentContext, type AgentFilter } from './agent-filter';
import { agentRows, agentsAbove, type AgentRow } from './agent-tree';

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

  /** By the keys of agents. */
  private readonly folds: Folds;

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
    this.folds = new Folds(computed(() => (this.isFiltered() ? this.filter.value : null)));
    this.rows = computed(() => {
      const passing = this.passing.value;
      const folded = this.folds.closed;
      return bySession.value.flatMap((agents) => agentRows(agents, folded, (agent) => passing.has(agent)));
    });
    this.choices = computed(() => this.choicesOf(this.ofSessions.value));
  }

  /** Folds up what is below an agent, or opens it. */
  toggle(key: string): void {
    this.folds.toggle(key);
  }

  /** Opens what is above an agent. */
  reveal(key: string): void {
    const agents = this.ofSessions.peek();
    const session = agents.find((agent) => agent.key === key)?.session;
    const above = agentsAbove(
      agents.filter((agent) => agent.session === session),
      key,
    );
    this.folds.open((folded) => above.has(folded));
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

  private choicesOf(agents: readonly AgentRecord[]): AgentChoices {
    const types = noneOf(this.types.value);
    const statuses = noneOf(this.statuses.value);
    for (const agent of agents) {
      add(types, typeOf(agent));
      add(statuses, agent.status);
    }
    return { types: byName(types), statuses: inOrder(statuses, AGENT_STATUSES) };
  }
}
