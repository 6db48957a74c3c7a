import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { event, toolStart } from '../../../test/events';
import { act, DeafObserver, mounted, unmountAll } from '../../../test/mounted';

const SESSION = 'cbca1fbd-0000';
const USED = {
  input_tokens: 9_049,
  output_tokens: 3_200,
  cache_read_tokens: 320_000,
  cache_creation_tokens: 0,
};

describe('AgentsView', () => {
  beforeEach(() => void vi.stubGlobal('ResizeObserver', DeafObserver));
  afterEach(() => {
    unmountAll();
    vi.unstubAllGlobals();
  });

  it('usage_isShownForEachAgent_andWhatNobodyKnowsIsLeftOut', () => {
    const subagent = { agent: { id: 'a1', type: 'general-purpose', parent: 'main' } };
    const { store, all, click } = mounted('agents', [
      event(1),
      event(2, { ...toolStart(2, 'x').raw, ...subagent }),
    ]);
    const main = {
      ...USED,
      agent_id: 'main',
      cost_usd: 0.0631,
      context: { tokens: 21_000, window: 200_000, fill: 0.105 },
      models: ['claude-haiku-4-5'],
    };
    act(() => store.tellUsage({ session_id: SESSION, agents: [main] }));
    expect(all('agent-row')[0]?.textContent).toMatch(/332k.*\$0\.063.*11 %/);
    expect(all('agent-row')[1]?.textContent).not.toContain('$');
    click(all('agent-row')[0]);
    const detail = all('detail')[0]?.textContent;
    expect(detail).toContain('332,249: 9,049 in, 3,200 out, 320,000 from the cache');
    expect(detail).toContain('$0.063, an estimate');
    expect(detail).toContain('11 % of 200k tokens');
    expect(detail).toContain('claude-haiku-4-5');
  });

  it('linkToAnotherAgent_marksItsRow_alsoOnceItIsClosed', () => {
    const subagent = { agent: { id: 'a1', type: 'general-purpose', parent: 'main' } };
    const { store, all, click } = mounted('agents', [event(1), event(2, subagent)]);
    const chosen = () =>
      all('agent-row').find((row) => row.getAttribute('aria-selected') === 'true')?.dataset.agentId;
    click(all('agent-row')[0]);
    act(() => store.go({ item: `${SESSION} a1` }));
    expect(chosen()).toBe('a1');
    act(() => store.closeDetail());
    expect(chosen()).toBe('a1');
  });

  it('keys_foldUpAndGoToTheOneWhoStarted', () => {
    const subagent = { agent: { id: 'a1', type: 'general-purpose', parent: 'main' } };
    const { all, press } = mounted('agents', [event(1), event(2, subagent)]);
    const chosen = () =>
      all('agent-row').find((row) => row.getAttribute('aria-selected') === 'true')?.dataset.agentId;
    press('Home');
    press('ArrowDown');
    press('ArrowLeft');
    expect(chosen()).toBe('main');
    press('ArrowLeft');
    expect(all('agent-row')).toHaveLength(1);
    press('ArrowRight');
    expect(all('agent-row')).toHaveLength(2);
  });

  const TREE = [
    event(1),
    event(2, { agent: { id: 'p1', type: 'Plan', parent: 'main' } }),
    event(3, { agent: { id: 'x1', type: 'Explore', parent: 'p1' } }),
    event(4, { agent: { id: 'x2', type: 'Explore', parent: 'main' } }),
  ];

  it('search_marksWhatOnlyLeadsToAMatch_andTellsHowManyOfHowMany', () => {
    const { store, all, press } = mounted('agents', TREE);
    expect(all('agent-count')[0]?.textContent).toBe('4 agents');
    act(() => (store.agents.search.value = 'agent:x1'));
    expect(all('agent-row').map(({ dataset }) => [dataset.agentId, dataset.passes])).toEqual([
      ['main', 'false'],
      ['p1', 'false'],
      ['x1', 'true'],
    ]);
    expect(all('agent-count')[0]?.textContent).toBe('1 of 4 agents');
    press('End');
    press('Enter');
    expect(all('detail')[0]?.dataset.agentId).toBe('x1');
  });

  it('keys_inASearch_foldWhatItFound', () => {
    const { store, all, press } = mounted('agents', TREE);
    act(() => (store.agents.search.value = 'agent:explore'));
    press('Home');
    press('ArrowLeft');
    expect(all('agent-row').map(({ dataset }) => dataset.agentId)).toEqual(['main']);
    press('ArrowRight');
    expect(all('agent-row')).toHaveLength(4);
  });

  it('linkToAnotherAgent_itIsTheOneThatIsMarked', () => {
    const { store, root, all, click, press } = mounted('agents', TREE);
    const marked = () =>
      all('agent-row')
        .filter((row) => row.getAttribute('aria-selected') === 'true')
        .map(({ id, dataset }) => [dataset.agentId, id]);
    const reached = () => root.querySelector('.rows')?.getAttribute('aria-activedescendant');
    click(all('agent-row')[0]);
    act(() => store.go({ item: `${SESSION} p1` }));
    expect(marked()).toEqual([['p1', reached()]]);
    press('Enter');
    expect(all('detail')[0]?.dataset.agentId).toBe('p1');
    press('Escape');
    expect(marked()).toEqual([['p1', reached()]]);
    press('ArrowDown');
    expect(marked()).toEqual([['x1', reached()]]);
  });

  it('link_toAnAgentThatIsFoldedAway_unfoldsIt', () => {
    const { store, all, press } = mounted('agents', TREE);
    press('Home');
    press('ArrowLeft');
    expect(all('agent-row')).toHaveLength(1);
    act(() => store.go({ item: `${SESSION} x1` }));
    expect(all('agent-row')).toHaveLength(4);
    expect(all('detail')[0]?.dataset.agentId).toBe('x1');
  });

  it('chips_narrowTheTree', () => {
    const { root, all, click } = mounted('agents', TREE);
    const chips = all('agent-chip').map(({ textContent }) => textContent);
    expect(chips).toEqual(['Explore 2', 'Plan 1', 'main 1']);
    click(root.querySelector('[data-testid=agent-chip][data-value=Plan]'));
    expect(all('agent-row').map(({ dataset }) => dataset.agentId)).toEqual(['main', 'p1']);
  });

  it('search_findsNothing_offersTheWayOut', () => {
    const { store, all, click } = mounted('agents', TREE);
    act(() => (store.agents.search.value = 'nowhere'));
    expect(all('agent-row')).toHaveLength(0);
    expect(all('nothing-matches')[0]?.textContent).toContain('No agent matches the filters.');
    click(all('nothing-matches')[0]?.querySelector('button'));
    expect(all('agent-row')).toHaveLength(4);
  });
});
