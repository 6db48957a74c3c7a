import { describe, expect, it } from 'vitest';
import { newAgent, type AgentRecord } from '../account/records';
import { agentMillis, agentRows } from './agent-tree';

function agent(id: string, parent: string | null, more: Partial<AgentRecord> = {}): AgentRecord {
  return { ...newAgent({ id, session: 's', order: 0, startedAt: 1_000 }), parent, ...more };
}

const shape = (agents: AgentRecord[], folded: string[] = []) =>
  agentRows(agents, new Set(folded)).map((row) => `${'.'.repeat(row.depth)}${row.agent.id}`);

describe('agentRows', () => {
  it('childrenStandUnderWhoStartedThem', () => {
    const agents = [agent('main', null), agent('a', 'main'), agent('b', 'main'), agent('c', 'a')];
    expect(shape(agents)).toEqual(['main', '.a', '..c', '.b']);
    expect(shape(agents, ['s a'])).toEqual(['main', '.a', '.b']);
    expect(shape(agents, ['s main'])).toEqual(['main']);
  });

  it('starterUnknownOrNotHeld_standsUnderMain', () => {
    expect(shape([agent('main', null), agent('a', null), agent('b', 'gone')])).toEqual(['main', '.a', '.b']);
  });

  it('agentThatPasses_keepsThoseAboveIt', () => {
    const agents = [
      agent('main', null),
      agent('a', 'main'),
      agent('b', 'a'),
      agent('c', 'a'),
      agent('d', 'c'),
    ];
    const passing = (ids: string, folded: string[] = []) =>
      agentRows(agents, new Set(folded), ({ id }) => ids.includes(id)).map(
        (row) => `${'.'.repeat(row.depth)}${row.agent.id}${row.passes ? '!' : ''} ${row.children}`,
      );
    expect(passing('c')).toEqual(['main 1', '.a 1', '..c! 0']);
    expect(passing('bd')).toEqual(['main 1', '.a 2', '..b! 0', '..c 1', '...d! 0']);
    expect(passing('d', ['s a'])).toEqual(['main 1', '.a 1']);
    expect(passing('-')).toEqual([]);
  });

  it('mainNotHeld_standsAlone', () => {
    expect(shape([agent('a', 'main'), agent('b', 'a')])).toEqual(['a', '.b']);
  });

  it('chainLongerThanTheStackIsDeep_isShownWhole', () => {
    const length = 50_000;
    const agents = Array.from({ length }, (_, i) => agent(`a${i}`, i === 0 ? null : `a${i - 1}`));
    const last = agents.at(-1);
    expect(agentRows(agents, new Set()).at(-1)).toMatchObject({ depth: length - 1, children: 0 });
    expect(agentRows(agents, new Set(), (one) => one === last)).toHaveLength(length);
    expect(agentRows(agents, new Set(['s a7']))).toHaveLength(8);
    expect(agentRows(agents, new Set(), () => false)).toEqual([]);
  });

  it('startersInACircle_areShownOnce', () => {
    expect(shape([agent('main', null), agent('a', 'b'), agent('b', 'a'), agent('c', 'c')])).toEqual([
      'main',
      '.c',
      'a',
      '.b',
    ]);
  });
});

describe('agentMillis', () => {
  it.each([
    [agent('a', null), 500],
    [agent('a', null, { status: 'done', endedAt: 1_200 }), 200],
    [agent('a', null, { status: 'done', endedAt: 1_200, durationMs: 140 }), 140],
    [agent('a', null, { startedAt: NaN }), null],
  ])('%#', (given, millis) => expect(agentMillis(given, 1_500)).toBe(millis));
});
