import { describe, expect, it } from 'vitest';
import { event } from '../../../test/events';
import { commandsOf, matching } from './commands';
import { loadPreferences } from '../../state/preferences';
import { Store } from '../../state/store';

function setUp() {
  const store = new Store({ now: () => 0, schedule: (task) => task() });
  store.add([event(1, { data: { prompt: 'Fix the retry loop' } })]);
  const preferences = loadPreferences(null, true);
  const run = (text: string) => {
    const [first] = matching(commandsOf(store, preferences, store), text);
    first?.run();
    return first?.title;
  };
  return { store, preferences, run };
}

describe('commands', () => {
  it('sessionByItsTitle_isShownAlone', () => {
    const { store, run } = setUp();
    expect(run('loop fix')).toBe('Show acme · Fix the retry loop');
    expect(store.sessions.value).toEqual(new Set(['cbca1fbd-0000']));
    run('all sessions');
    expect(store.sessions.value.size).toBe(0);
  });

  it('sessionById_byItsBeginningOnly', () => {
    const { run } = setUp();
    expect(run('cbca1')).toBe('Show acme · Fix the retry loop');
    expect(run('fbd-0000')).toBeUndefined();
  });

  it('viewThemeAndDensity_areSet', () => {
    const { store, preferences, run } = setUp();
    run('go to agents');
    expect(store.route.value.tab).toBe('agents');
    run('theme dark');
    expect(preferences.theme.value).toBe('dark');
    run('compact');
    expect(preferences.density.value).toBe('compact');
  });

  it('pause_saysWhatItWillDo', () => {
    const { store, run } = setUp();
    expect(run('pause list')).toBe('Pause the list');
    expect(store.pausedAt.value).toBe(1);
    expect(run('resume')).toBe('Resume the list');
    expect(store.pausedAt.value).toBeNull();
  });

  it.each([
    ['agents', ({ agents }: Store) => agents],
    ['tools', ({ calls }: Store) => calls],
    ['files', ({ files }: Store) => files],
    ['events', ({ events }: Store) => events],
    ['timeline', ({ events }: Store) => events],
  ])('clearFilters_on_%s_areThoseOfItsList', (tab, list) => {
    const { store, run } = setUp();
    const searches = [store.events, store.agents, store.calls, store.files];
    for (const { search } of searches) search.value = 'word';
    store.go({ tab });
    expect(run('clear filters')).toBe('Clear filters');
    expect(searches.filter(({ search }) => search.value === '')).toEqual([list(store)]);
  });

  it('clear_emptiesThePresent_andIsNotOfferedWhereThereIsNone', () => {
    const { store, preferences } = setUp();
    const { store: past } = setUp();
    const clear = (present: Store | null) => matching(commandsOf(past, preferences, present), 'clear page');
    expect(clear(null)).toEqual([]);
    clear(store)[0]?.run();
    expect([store.log.counts.held, past.log.counts.held]).toEqual([0, 1]);
  });

  it('nothingCalledThat_isEmpty', () => {
    const { store, preferences } = setUp();
    expect(matching(commandsOf(store, preferences, store), 'zzz')).toEqual([]);
  });
});
