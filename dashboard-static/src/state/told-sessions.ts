/** What the daemon knows of sessions beyond the events that the page holds: branches, counts over all time, tokens. */

import { isObject, numberAt, objectAt, textAt, type Json, type JsonObject } from '../event/json';
import type { SessionLink, SessionRecord } from './account/records';

/** What a session has used so far. What nobody knows is null, never 0. */
export interface Usage {
  readonly tokens: number | null;
  /** How much of the main agent's context is taken, 0 to 1. */
  readonly contextFill: number | null;
  readonly cost: { readonly usd: number; readonly pricesOf: string | null } | null;
}

export interface ToldSession {
  readonly title: string | null;
  readonly branch: string | null;
  readonly model: string | null;
  readonly permissionMode: string | null;
  readonly errors: number | null;
  readonly usage: Usage;
  readonly links: readonly SessionLink[];
}

export type ToldSessions = ReadonlyMap<string, ToldSession>;

/** Reads the answer of `GET /api/v1/sessions`; entries without an id are left out. */
export function readToldSessions(answer: Json): ToldSessions {
  const told = new Map<string, ToldSession>();
  const sessions = isObject(answer) && Array.isArray(answer.sessions) ? answer.sessions : [];
  for (const session of sessions) {
    if (!isObject(session) || typeof session.session_id !== 'string') continue;
    told.set(session.session_id, {
      title: textAt(session, 'title'),
      branch: textAt(session, 'git_branch'),
      model: textAt(session, 'model'),
      permissionMode: textAt(session, 'permission_mode'),
      errors: numberAt(session, 'errors'),
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
  return {
    ...session,
    title: told.title ?? session.title,
    branch: told.branch ?? session.branch,
    model: told.model ?? session.model,
    permissionMode: told.permissionMode ?? session.permissionMode,
    errors: Math.max(told.errors ?? 0, session.errors),
    usage: told.usage,
    links: told.links.length > 0 ? told.links : session.links,
  };
}

const COUNTS = ['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_creation_tokens'] as const;

const UNUSED: Usage = { tokens: null, contextFill: null, cost: null };

const NOTHING_TOLD: ToldSession = {
  title: null,
  branch: null,
  model: null,
  permissionMode: null,
  errors: null,
  usage: UNUSED,
  links: [],
};

function usageIn(usage: JsonObject | null): Usage {
  if (usage === null) return UNUSED;
  const cost = objectAt(usage, 'cost');
  const usd = numberAt(cost, 'usd');
  return {
    tokens: tokensIn(usage),
    contextFill: numberAt(objectAt(usage, 'context'), 'fill'),
    cost: usd === null ? null : { usd, pricesOf: textAt(cost, 'prices_of') },
  };
}

/** All tokens that the session has used; null while none were counted, as where its transcript cannot be read. */
function tokensIn(usage: JsonObject): number | null {
  const sum = COUNTS.reduce((all, count) => all + (numberAt(usage, count) ?? 0), 0);
  return sum === 0 ? null : sum;
}

function linksIn(value: Json): SessionLink[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((link) => {
    const how = textAt(link, 'how');
    const session = textAt(link, 'session_id');
    return how === null || session === null ? [] : [{ how, session }];
  });
}
