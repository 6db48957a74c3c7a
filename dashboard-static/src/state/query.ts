/**
 * The search box's grammar: words and "quoted words" that must all appear, `key:value` that must hold, `-` before either for
 * its opposite. Several values of one key, or one with commas, mean any of them.
 */

import type { EventRow } from '../event/row';
import { someText } from '../event/json';
import { TOOL_STATUSES } from '../event/wire';
import type { Account } from './account/account';

const QUERY_KEYS = ['tool', 'status', 'agent', 'type', 'session', 'file'] as const;
export type QueryKey = (typeof QUERY_KEYS)[number];

interface Condition {
  readonly key: QueryKey;
  readonly negated: boolean;
  readonly values: readonly string[];
}

interface Word {
  readonly text: string;
  readonly negated: boolean;
  readonly pattern: RegExp;
}

export interface Query {
  readonly words: readonly Word[];
  readonly conditions: readonly Condition[];
  /** What of the text can never match, in a sentence for the user. */
  readonly problem: string | null;
}

/** What can be asked of the rows of a tab. */
export interface Grammar {
  readonly keys: readonly QueryKey[];
  readonly statuses: readonly string[];
}

export const OF_EVENTS: Grammar = { keys: QUERY_KEYS, statuses: [...TOOL_STATUSES, 'started'] };

/** What a query may ask about beyond the row itself. */
export type QueryContext = Pick<Account, 'calls' | 'sessions'>;

export const EVERYTHING: Query = { words: [], conditions: [], problem: null };

const TOKEN = /(-?)(?:([a-z]+):)?("[^"]*"?|\S+)|\S+/gi;

export function parseQuery(text: string, grammar = OF_EVENTS): Query {
  const words: Word[] = [];
  const conditions: Condition[] = [];
  for (const [token, dash, key, value] of text.matchAll(TOKEN)) {
    const known = QUERY_KEYS.find((name) => name === key?.toLowerCase());
    const negated = dash === '-';
    if (known !== undefined && value !== undefined) addCondition(conditions, known, negated, valuesOf(value));
    else words.push(word(unquote(negated ? token.slice(1) : token), negated));
  }
  return {
    // A long word is the rarest, and most events fail the first that is asked for.
    words: words.filter(({ text: t }) => t !== '').sort((a, b) => b.text.length - a.text.length),
    conditions,
    problem: problemOf(conditions, grammar),
  };
}

export function isEverything(query: Query): boolean {
  return query.words.length === 0 && query.conditions.length === 0;
}

/** Whether what matches can change after an event has arrived: a running call ends. */
export function dependsOnStatus(query: Query): boolean {
  return query.conditions.some(({ key }) => key === 'status');
}

/** Whether nothing matches `query` that did not match `before`, as when the user has typed on. */
export function narrows(query: Query, before: Query): boolean {
  return (
    before.words.every((old) => query.words.some((word) => impliesWord(word, old))) &&
    before.conditions.every((old) => query.conditions.some((condition) => isSame(condition, old)))
  );
}

/** Who has a text has each part of it; who lacks a part lacks the text. */
function impliesWord(word: Word, old: Word): boolean {
  if (word.negated !== old.negated) return false;
  const [whole, part] = word.negated ? [old, word] : [word, old];
  return whole.text.toLowerCase().includes(part.text.toLowerCase());
}

function isSame(a: Condition, b: Condition): boolean {
  return a.key === b.key && a.negated === b.negated && a.values.join('\n') === b.values.join('\n');
}

export function matchesQuery(row: EventRow, query: Query, context: QueryContext): boolean {
  for (const condition of query.conditions) {
    if (holds(condition, subjects(row, condition.key, context)) === condition.negated) return false;
  }
  return query.words.every((word) => mentions(row, word) !== word.negated);
}

/** Whether something that is no event matches: what it has to show for a key, and whether it mentions a word, is for others to tell. */
export function matches(
  query: Query,
  subjectsOf: (key: QueryKey) => readonly string[],
  mentionsWord: (pattern: RegExp) => boolean,
): boolean {
  for (const condition of query.conditions) {
    if (holds(condition, subjectsOf(condition.key)) === condition.negated) return false;
  }
  return query.words.every(({ pattern, negated }) => mentionsWord(pattern) !== negated);
}

function holds({ key, values }: Condition, subjects: readonly string[]): boolean {
  return subjects.some((subject) => {
    const lower = subject.toLowerCase();
    return values.some((value) => (key === 'status' ? lower.startsWith(value) : lower.includes(value)));
  });
}

function subjects(row: EventRow, key: QueryKey, { calls, sessions }: QueryContext): readonly string[] {
  switch (key) {
    case 'tool':
      return row.tool === null ? [] : [row.tool];
    case 'status': {
      // What only a batch told may have no start that could be found.
      const told = row.event.calls.map(({ status }) => status);
      return [calls.statusOf(row), ...told].filter((status) => status !== null);
    }
    case 'agent':
      return row.event.agent === null ? ['main'] : [row.event.agent.type ?? '', row.event.agent.id ?? ''];
    case 'type':
      return [row.event.type, row.event.hookEventName ?? ''];
    case 'session':
      return [row.session, sessions.get(row.session)?.project ?? ''];
    case 'file':
      return row.files;
  }
}

function mentions(row: EventRow, { text: { length }, pattern }: Word): boolean {
  const test = (text: string) => text.length >= length && pattern.test(text);
  return (
    test(row.summary) ||
    test(row.event.type) ||
    (row.tool !== null && test(row.tool)) ||
    someText(row.event.raw, test)
  );
}

function addCondition(all: Condition[], key: QueryKey, negated: boolean, values: readonly string[]): void {
  if (values.length === 0) return;
  const index = all.findIndex((condition) => condition.key === key && condition.negated === negated);
  const before = all[index];
  if (before === undefined) all.push({ key, negated, values });
  else all[index] = { key, negated, values: [...before.values, ...values] };
}

function valuesOf(value: string): string[] {
  const parts = value.startsWith('"') ? [unquote(value)] : value.split(',');
  return parts.map((part) => part.toLowerCase()).filter((part) => part !== '');
}

function unquote(text: string): string {
  return text.startsWith('"') ? text.slice(1).replace(/"$/, '') : text;
}

function word(text: string, negated: boolean): Word {
  return { text, negated, pattern: new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i') };
}

function problemOf(conditions: readonly Condition[], { keys, statuses }: Grammar): string | null {
  const strange = conditions.find(({ key }) => !keys.includes(key));
  if (strange !== undefined) return `${strange.key}: is none of ${keys.map((key) => `${key}:`).join(', ')}`;
  const asked = conditions.filter(({ key }) => key === 'status').flatMap(({ values }) => values);
  const wrong = asked.find((value) => !statuses.some((status) => status.startsWith(value)));
  return wrong === undefined ? null : `status:${wrong} is none of ${statuses.join(', ')}`;
}
