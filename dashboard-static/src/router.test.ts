import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { Router, type Address } from './router';
import { changed, HOME, type Route } from './state/route';

function setUp(hash: string) {
  const steps = [hash];
  let due: (() => void) | null = null;
  const address: Address = {
    read: () => steps.at(-1) ?? '',
    write: (next, newStep) => {
      if (!newStep) steps.pop();
      steps.push(next);
    },
    after: (_, task) => {
      due = task;
      return () => (due = null);
    },
  };
  const route = signal<Route>(HOME);
  const router = new Router(route, address);
  return { steps, route, router, settle: () => due?.() };
}

describe('Router', () => {
  it('address_atTheStart_isTheRoute', () => {
    const { route, steps } = setUp('#/session/a/tools/x');
    expect(route.value).toEqual({ sessions: new Set(['a']), tab: 'tools', item: 'x' });
    expect(steps).toEqual(['#/session/a/tools/x']);
  });

  it('anotherTab_isANewStep', () => {
    const { route, steps } = setUp('#/session/a/tools/x');
    route.value = changed(route.value, { tab: 'files' });
    expect(steps).toEqual(['#/session/a/tools/x', '#/session/a/files']);
  });

  it('anotherItem_replacesTheStepOnceItHasSettled', () => {
    const { route, steps, settle } = setUp('#/session/a/tools');
    route.value = changed(route.value, { item: 'x' });
    route.value = changed(route.value, { item: 'y' });
    expect(steps).toEqual(['#/session/a/tools']);
    settle();
    expect(steps).toEqual(['#/session/a/tools/y']);
  });

  it('arrive_back_showsWhatWasThere', () => {
    const { route, router, steps } = setUp('#/session/a/tools');
    route.value = changed(route.value, { tab: 'files' });
    steps.pop();
    router.arrive();
    expect(route.value.tab).toBe('tools');
    expect(steps).toEqual(['#/session/a/tools']);
  });

  it('arrive_fragmentThatIsNoRoute_changesNothing', () => {
    const { route, router, steps } = setUp('#/session/a/tools');
    steps.push('#token=secret');
    router.arrive();
    expect(route.value.tab).toBe('tools');
  });
});
