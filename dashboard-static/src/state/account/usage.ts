/** What sessions and agents use: tokens, context, money. The daemon tells it; no event does. */

/** Tokens by what they were, as they are priced. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheCreation: number;
}

/** What an agent has used so far. What nobody knows is null, never 0. */
export interface AgentUsage {
  readonly tokens: number | null;
  readonly split: Tokens;
  /** How much of its context is taken, 0 to 1. */
  readonly contextFill: number | null;
  /** How many tokens its context holds. */
  readonly contextWindow: number | null;
  /** An estimate. */
  readonly usd: number | null;
  readonly models: readonly string[];
}

/** What a session has used so far. */
export interface Usage {
  readonly tokens: number | null;
  /** How much of the main agent's context is taken, 0 to 1. */
  readonly contextFill: number | null;
  readonly cost: { readonly usd: number; readonly pricesOf: string | null } | null;
  /** By id. */
  readonly agents: ReadonlyMap<string, AgentUsage>;
}
