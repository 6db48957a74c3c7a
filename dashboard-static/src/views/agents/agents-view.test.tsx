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
});
