/** What the daemon knows of sessions beyond the events that the page holds: branches, counts over all time, tokens. */

import { isObject, numberAt, objectAt, textAt, type Json, type JsonObject } from '../event/json';
import { newSession, type SessionLink, type SessionRecord } from './account/records';
import type { AgentUsage, Tokens, Usage } from './account/usage';
import { keptIn, type KeptSession } from './kept-session';

export interface ToldSession {
  /** Null while only its use was told. */
  readonly kept: KeptSession | null;
  readonly model: string | null;
  readonly permissionMode: string | null;
  readonly usage: Usage;
  readonly links: readonly SessionLink[];
}

export type ToldSessions = ReadonlyMap<string, ToldSession>;

/** Reads the answer of `GET /api/v1/sessions`; entries without an id are left out. */
export function readToldSessions(answer: Json): ToldSessions {
  const told = new Map<string, ToldSession>();
  const sessions = isObject(answer) && Array.isArray(answer.sessions) ? answer.sessions : [];
  for (const session of sessions) {
    const kept = isObject(session) ? keptIn(session) : null;
    if (!isObject(session) || kept === null) continue;
    told.set(kept.id, {
      kept,
      model: textAt(session, 'model'),
      permissionMode: textAt(session, 'permission_mode'),
      usage: usageIn(objectAt(session, 'usage')),
      links: linksIn(session.links ?? null),
    });
  }
  return told;
}

/** Takes in a `usage` event: one session's, told as it grows. */
export function withUsage(told: ToldSessions, event: unknown): ToldSessions {
  const id = textAt(event, 'session_id');
  if (id === null || !isObject(event)) return told;
  return new Map(told).set(id, { ...(told.get(id) ?? NOTHING_TOLD), usage: usageIn(event) });
}

/** The session with what the daemon has told put where it knows more. */
export function withTold(session: SessionRecord, told: ToldSession | undefined): SessionRecord {
  if (told === undefined) return session;
  const { kept } = told;
  return {
    ...session,
    title: kept?.title ?? session.title,
    branch: kept?.branch ?? session.branch,
    model: told.model ?? session.model,
    permissionMode: told.permissionMode ?? session.permissionMode,
    errors: Math.max(kept?.errors ?? 0, session.errors),
    usage: told.usage,
    links: told.links.length > 0 ? told.links : session.links,
  };
}

/** The last of the colours: those of held sessions begin with the first. */
const HUE_OF_THE_UNHELD = 7;

/** A session of which the page holds nothing, as far as the daemon has told of it; undefined when that is nothing. */
export function unheld(told: ToldSession | undefined): SessionRecord | undefined {
  if (!told?.kept) return undefined;
  const { id, cwd, project, state, waitingFor, lastMillis, events } = told.kept;
  const blank = newSession(id, NaN, HUE_OF_THE_UNHELD);
  const counts = { ...blank.counts, events };
  return withTold({ ...blank, cwd, project, state, waitingFor, lastMillis, counts }, told);
}

const UNUSED: Usage = { tokens: null, contextFill: null, cost: null, agents: new Map() };

const NOTHING_TOLD: ToldSession = {
  kept: null,
  model: null,
  permissionMode: null,
  usage: UNUSED,
  links: [],
};

function usageIn(usage: JsonObject | null): Usage {
  if (usage === null) return UNUSED;
  const cost = objectAt(usage, 'cost');
  const usd = numberAt(cost, 'usd');
  return {
    tokens: sumOf(splitIn(usage)),
    contextFill: numberAt(objectAt(usage, 'context'), 'fill'),
    cost: usd === null ? null : { usd, pricesOf: textAt(cost, 'prices_of') },
    agents: agentsIn(usage.agents ?? null),
  };
}

function agentsIn(list: Json): ReadonlyMap<string, AgentUsage> {
  const agents = new Map<string, AgentUsage>();
  for (const agent of Array.isArray(list) ? list : []) {
    const id = textAt(agent, 'agent_id');
    if (id === null || !isObject(agent)) continue;
    const context = objectAt(agent, 'context');
    const split = splitIn(agent);
    agents.set(id, {
      tokens: sumOf(split),
      split,
      contextFill: numberAt(context, 'fill'),
      contextWindow: numberAt(context, 'window'),
      usd: numberAt(agent, 'cost_usd'),
      models: textsIn(agent.models ?? null),
    });
  }
  return agents;
}

function splitIn(usage: JsonObject): Tokens {
  return {
    input: numberAt(usage, 'input_tokens') ?? 0,
    output: numberAt(usage, 'output_tokens') ?? 0,
    cacheRead: numberAt(usage, 'cache_read_tokens') ?? 0,
    cacheCreation: numberAt(usage, 'cache_creation_tokens') ?? 0,
  };
}

/** Null while none were counted, as where the transcript cannot be read. */
function sumOf({ input, output, cacheRead, cacheCreation }: Tokens): number | null {
  return input + output + cacheRead + cacheCreation || null;
}

function textsIn(list: Json): string[] {
  return Array.isArray(list) ? list.filter((text) => typeof text === 'string') : [];
}

function linksIn(value: Json): SessionLink[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((link) => {
    const how = textAt(link, 'how');
    const session = textAt(link, 'session_id');
    return how === null || session === null ? [] : [{ how, session }];
  });
}
