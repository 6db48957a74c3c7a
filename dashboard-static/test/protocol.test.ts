// @vitest-environment node
/** Holds the page's reading of the wire to docs/protocol.md, which the daemon's own tests hold the daemon to. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../src/event/json';
import { ANSWERS, FILE_OPS, readEvent, TOOL_STATUSES } from '../src/event/wire';
import { REFUSAL_CODES } from '../src/link/link-state';
import { PROOFS } from '../src/state/account/records';

const page = readFileSync('../docs/protocol.md', 'utf8');

/** The first example after a heading, without its comments. */
function example(heading: string): JsonObject {
  const block = new RegExp(`${heading}[\\s\\S]*?\`\`\`jsonc\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1];
  if (block === undefined) throw new Error(`docs/protocol.md has no example under ${heading}`);
  const value: unknown = JSON.parse(block.replace(/^\s*\/\/.*$/gm, '').replace(/\s\/\/ .*$/gm, ''));
  if (!isObject(value)) throw new Error(`the example under ${heading} is no object`);
  return value;
}

/** The words in `code` between two landmarks of the text. */
function wordsBetween(start: string, end: string): string[] {
  const from = page.indexOf(start);
  const to = page.indexOf(end, from + start.length);
  if (from === -1 || to === -1) throw new Error(`docs/protocol.md lacks "${start}" … "${end}"`);
  return [...page.slice(from + start.length, to).matchAll(/`(\w+)`/g)].flatMap(([, word]) => word ?? []);
}

const sorted = (words: readonly string[]) => [...words].sort();

describe('the event of docs/protocol.md', () => {
  const given = example('## The event');
  const event = readEvent(given);

  it('isRead_everyFieldOfIt', () => {
    expect(event).toEqual({
      id: given.id,
      seq: given.seq,
      type: given.type,
      timestamp: given.timestamp,
      sessionId: given.session_id,
      source: given.source,
      hookEventName: given.hook_event_name,
      cwd: given.cwd,
      agent: { id: 'a661c9…', type: 'general-purpose', parent: 'main', confidence: 'definitive' },
      tool: {
        callId: 'toolu_1_1',
        name: 'Bash',
        phase: 'start',
        status: 'running',
        durationMs: null,
        files: [],
      },
      permission: { callId: 'toolu_1_1', answer: 'granted', askedAt: NaN, waitedMs: 8918 },
      calls: [
        {
          callId: 'toolu_4_0',
          name: 'Grep',
          phase: 'end',
          status: 'failed',
          durationMs: null,
          files: [
            {
              path: '/home/dev/acme',
              op: 'search',
              pattern: 'println',
              added: null,
              removed: null,
              movedTo: null,
            },
          ],
        },
      ],
      closes: [{ callId: 'toolu_5_0', status: 'interrupted', reason: 'the next prompt came' }],
      background: [{ callId: 'toolu_6_0', status: 'failed' }],
      files: [
        { path: '/home/dev/acme/README.md', op: 'edit', added: 1, removed: 1, pattern: null, movedTo: null },
      ],
      data: {},
      raw: given,
    });
  });

  it('hasNoFieldThatThePageHasNotHeardOf', () => {
    const known = ['v', 'id', 'seq', 'type', 'timestamp', 'session_id', 'source', 'hook_event_name', 'cwd'];
    known.push('category', 'agent', 'tool', 'permission', 'calls', 'closes', 'background', 'files', 'data');
    expect(Object.keys(given).filter((field) => !known.includes(field))).toEqual([]);
  });
});

describe('the words of docs/protocol.md', () => {
  it('statusesOfACall', () => {
    expect(sorted(wordsBetween('`status` is `running`', 'Calls are paired'))).toEqual(
      sorted(TOOL_STATUSES.filter((status) => status !== 'running')),
    );
  });

  it('answersToAQuestion', () => {
    expect(sorted(wordsBetween('`answer` is', '; `waited_ms`'))).toEqual(sorted(ANSWERS));
  });

  it('operationsOnAFile', () => {
    expect(sorted(wordsBetween('`op` is', '; searches have'))).toEqual(sorted(FILE_OPS));
  });

  it('proofsOfAnEnd', () => {
    expect(sorted(wordsBetween('`proof` is', '.\n'))).toEqual(sorted(PROOFS));
  });

  it('codesOfARefusal', () => {
    expect(sorted(wordsBetween('data: {code}}`; `code` is', '.\n'))).toEqual(sorted(REFUSAL_CODES));
  });
});

describe('what the page asks', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => readFileSync(`src/${name}`, 'utf8'))
    .join('\n');
  const found = (pattern: RegExp) => [...sources.matchAll(pattern)].flatMap(([, name]) => name ?? []);

  it('s20_thePage_asksOnlyWhatTheWireHas', () => {
    const requests = found(/\.emit\(\s*'([^']+)'/g);
    const routes = found(/[`'"](\/api\/[\w/-]*\w)/g);
    expect(requests).not.toEqual([]);
    expect(routes).not.toEqual([]);
    const served = page.slice(page.indexOf('### Client to server'));
    expect(requests.filter((name) => !served.includes(`| \`${name}\` |`))).toEqual([]);
    expect(routes.filter((path) => !served.includes(path))).toEqual([]);
  });
});

describe('the usage of docs/protocol.md', () => {
  it('hasEveryFieldThatThePageReads', () => {
    const start = page.indexOf('### Tokens and cost');
    const text = page.slice(start, page.indexOf('### Held events', start));
    const read = ['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_creation_tokens', 'cost_usd'];
    read.push('cost', 'usd', 'prices_of', 'context', 'window', 'fill', 'agents', 'agent_id', 'models');
    for (const name of read) expect(text).toContain(`"${name}"`);
  });
});
