import { describe, expect, it } from 'vitest';
import { event, toolStart } from '../../../test/events';
import type { MonitorEvent } from '../../event/wire';
import { Store } from '../store';
import { readToldSessions } from '../told-sessions';

function storeWith(...events: MonitorEvent[]): Store {
  const store = new Store({ now: () => 0, schedule: (task) => task() });
  store.add(events);
  return store;
}

const of = (id: string, type: string, parent = 'main') => ({ agent: { id, type, parent } });

/** Two sessions; in the older one a planner has started an explorer, which has ended. */
function morning(): Store {
  return storeWith(
    event(1, { session_id: 's1', cwd: '/home/dev/acme', data: { prompt: 'Fix the retry loop' } }),
    event(2, { session_id: 's1', type: 'hook.subagent_start', ...of('p1', 'Plan') }),
    event(3, { session_id: 's1', type: 'hook.subagent_start', ...of('x1', 'Explore', 'p1') }),
    event(4, {
      session_id: 's1',
      type: 'hook.subagent_stop',
      data: { last_assistant_message: 'It backs off twice' },
      ...of('x1', 'Explore', 'p1'),
    }),
    event(5, { session_id: 's2', cwd: '/home/dev/web', data: { prompt: 'Look around' } }),
    event(6, { session_id: 's2', type: 'hook.subagent_start', ...of('x2', 'Explore') }),
  );
}

const PLAN = 's1 p1';

/** Who is shown; in brackets those that are there only for what is below them. */
const shown = (store: Store) =>
  store.agents.rows.value.map(({ agent, passes }) => {
    const name = agent.id === 'main' ? agent.session : agent.id;
    return passes ? name : `(${name})`;
  });

describe('AgentList', () => {
  it.each([
    ['', ['s2', 'x2', 's1', 'p1', 'x1']],
    ['agent:explore', ['(s2)', 'x2', '(s1)', '(p1)', 'x1']],
    ['agent:main', ['s2', 's1']],
    ['agent:p1', ['(s1)', 'p1']],
    ['status:done', ['(s1)', '(p1)', 'x1']],
    ['-status:done', ['s2', 'x2', 's1', 'p1']],
    ['agent:explore status:run', ['(s2)', 'x2']],
    ['session:web', ['s2', 'x2']],
    ['session:s1 agent:plan', ['(s1)', 'p1']],
    ['plan', ['(s1)', 'p1']],
    ['X2', ['(s2)', 'x2']],
    ['"the retry"', ['s1']],
    ['backs off', ['(s1)', '(p1)', 'x1']],
    ['web', ['s2']],
    ['nowhere', []],
    ['tool:Bash', []],
    ['-file:readme plan', ['(s1)', 'p1']],
  ])('search_%s', (search, agents) => {
    const store = morning();
    store.agents.search.value = search;
    expect(shown(store)).toEqual(agents);
  });

  it('search_findsTheTaskThatWasGiven', () => {
    const store = storeWith(
      event(1),
      toolStart(2, 'c', 'Agent', { subagent_type: 'Explore', description: 'count lines', prompt: 'wc them' }),
      event(3, { type: 'hook.subagent_start', ...of('x1', 'Explore') }),
    );
    for (const search of ['count lines', 'WC them']) {
      store.agents.search.value = search;
      expect(shown(store)).toEqual(['(cbca1fbd-0000)', 'x1']);
    }
  });

  it('search_findsAMainAgentByTheTitleThatItsSessionGets', () => {
    const store = morning();
    store.agents.search.value = 'housework';
    expect(shown(store)).toEqual([]);
    store.told.value = readToldSessions({ sessions: [{ session_id: 's2', title: 'Housework' }] });
    expect(shown(store)).toEqual(['s2']);
  });

  it.each([
    ['status:ok', 'status:ok is none of running, done, failed, interrupted, unknown'],
    ['tool:Bash', 'tool: is none of agent:, status:, session:'],
    ['status:int session:s agent:x', null],
  ])('problem_%s', (search, problem) => {
    const store = morning();
    store.agents.search.value = search;
    expect(store.agents.filter.value.query.problem).toBe(problem);
  });

  it('chips_narrowTogetherAndFollowTheAgents', () => {
    const store = morning();
    store.agents.types.value = new Set(['Explore']);
    store.agents.statuses.value = new Set(['running']);
    expect(shown(store)).toEqual(['(s2)', 'x2']);
    store.add([event(7, { session_id: 's2', type: 'hook.subagent_stop', ...of('x2', 'Explore') })]);
    expect(shown(store)).toEqual([]);
    store.agents.clearFilters();
    expect(shown(store)).toHaveLength(5);
    expect(store.agents.isFiltered()).toBe(false);
  });

  it('choices_areWhatIsThereWithNumbers_andWhatIsChosen', () => {
    const store = morning();
    expect(store.agents.choices.value).toEqual({
      types: [
        ['Explore', 2],
        ['Plan', 1],
        ['main', 2],
      ],
      statuses: [
        ['running', 4],
        ['done', 1],
      ],
    });
    store.agents.statuses.value = new Set(['done']);
    store.go({ sessions: new Set(['s2']) });
    expect(store.agents.choices.value).toEqual({
      types: [
        ['Explore', 1],
        ['main', 1],
      ],
      statuses: [
        ['running', 2],
        ['done', 0],
      ],
    });
  });

  it('search_findsWhatIsFoldedUp_andLeavesItFolded', () => {
    const store = morning();
    const { agents } = store;
    agents.toggle(PLAN);
    expect(shown(store)).toEqual(['s2', 'x2', 's1', 'p1']);
    agents.search.value = 'twice';
    expect(shown(store)).toEqual(['(s1)', '(p1)', 'x1']);
    agents.search.value = '';
    expect(shown(store)).toEqual(['s2', 'x2', 's1', 'p1']);
  });

  it('foldedWhileSearching_isFoldedUntilTheSearchIsAnother', () => {
    const store = morning();
    const { agents } = store;
    agents.search.value = 'agent:x1';
    agents.toggle(PLAN);
    expect(shown(store)).toEqual(['(s1)', '(p1)']);
    expect(agents.passing.value.size).toBe(1);
    store.add([event(8, { session_id: 's1', ...of('x1', 'Explore', 'p1') })]);
    expect(shown(store)).toEqual(['(s1)', '(p1)']);
    agents.search.value = 'agent:x';
    expect(shown(store)).toEqual(['(s2)', 'x2', '(s1)', '(p1)', 'x1']);
    agents.search.value = '';
    expect(shown(store)).toHaveLength(5);
  });

  it('reveal_opensWhatIsAboveTheAgentOnly', () => {
    const store = morning();
    const { agents } = store;
    for (const key of ['s1 main', 's2 main', PLAN]) agents.toggle(key);
    expect(shown(store)).toEqual(['s2', 's1']);
    agents.reveal(PLAN);
    expect(shown(store)).toEqual(['s2', 's1', 'p1']);
    agents.reveal('s1 x1');
    expect(shown(store)).toEqual(['s2', 's1', 'p1', 'x1']);
    agents.reveal('s9 nobody');
    expect(shown(store)).toHaveLength(4);
  });

  it('choices_afterAStepBack_stay', () => {
    const store = morning();
    store.agents.search.value = 'agent:plan';
    expect(shown(store)).toEqual(['(s1)', 'p1']);
    store.backTo(morning().log);
    expect(shown(store)).toEqual(['(s1)', 'p1']);
    expect(
      store.agents.rows.value.every(
        ({ agent }) => store.account.agents.get(agent.session, agent.id) === agent,
      ),
    ).toBe(true);
  });
});
