import { describe, expect, it } from 'vitest';
import { event, toolEnd, toolStart } from '../../../test/events';
import type { JsonObject } from '../../event/json';
import type { MonitorEvent } from '../../event/wire';
import { EventLog } from '../event-log';
import { stateAt } from './session-fold';

function sessionAfter(...types: (string | [string, string])[]) {
  const log = new EventLog();
  types.forEach((type, i) => {
    const [name, notification] = typeof type === 'string' ? [type, 'permission_prompt'] : type;
    log.add([event(i + 1, { type: name, data: { notification_type: notification } })]);
  });
  return log.account.sessions.get('cbca1fbd-0000');
}

describe('SessionTable', () => {
  it.each([
    ['working', ['session.start', 'hook.user_prompt']],
    ['done', ['hook.user_prompt', 'hook.stop']],
    ['waiting', ['hook.pre_tool', 'hook.permission_request']],
    ['waiting', ['hook.pre_tool', 'hook.notification']],
    ['waiting', ['session.start']],
    ['gone', ['hook.stop', 'session.end']],
    ['done', ['hook.stop', 'memory:loaded']],
    ['working', ['hook.permission_request', 'hook.post_tool']],
  ])('state_newestTellingEvent_%s %#', (state, types) => {
    expect(sessionAfter(...types)?.state).toBe(state);
  });

  const state = (...events: readonly MonitorEvent[]) => {
    const log = new EventLog();
    log.add(events);
    const session = log.account.sessions.get('cbca1fbd-0000');
    return [session?.state, session?.waitingFor];
  };
  const prompted = (seq: number) =>
    event(seq, { type: 'hook.notification', data: { notification_type: 'permission_prompt' } });

  it('permissionPrompt_ofOneOfSeveral_isOpenWhileOneOfThemRuns', () => {
    const asked = [toolStart(1, 'c', 'Agent'), toolStart(2, 'x'), toolStart(3, 'y'), prompted(4)];
    const others = [toolStart(5, 'z'), toolEnd(6, 'z'), toolEnd(7, 'x'), event(8, { type: 'hook.stop' })];
    expect(state(...asked)).toEqual(['waiting', 'permission']);
    expect(state(...asked, ...others)).toEqual(['waiting', 'permission']);
    expect(state(...asked, ...others, toolEnd(9, 'y'))[1]).toBeNull();
  });

  it('permissionPrompt_ofAQuestion_isAQuestion', () => {
    expect(state(toolStart(1, 'q', 'AskUserQuestion'), prompted(2))).toEqual(['waiting', 'question']);
    const ended = toolEnd(3, 'q', 'ok', 'AskUserQuestion');
    expect(state(toolStart(1, 'q', 'AskUserQuestion'), prompted(2), ended)).toEqual(['working', null]);
  });

  it('idleNotification_waitsForAPrompt', () => {
    expect(sessionAfter('hook.user_prompt', ['hook.notification', 'idle_prompt'])).toMatchObject({
      state: 'waiting',
      waitingFor: 'idle',
    });
  });

  it('since_isWhenTheStateBegan', () => {
    const session = sessionAfter('hook.user_prompt', 'hook.pre_tool', 'hook.stop', 'memory:loaded');
    expect(session?.since).toBe(Date.UTC(2026, 10, 22, 23, 0, 0, 3));
  });

  it('stateAt_silentForADay_isGone', () => {
    const session = sessionAfter('hook.user_prompt');
    if (session === undefined) throw new Error('no session');
    expect(stateAt(session, session.lastMillis + 3_600_000)).toBe('working');
    expect(stateAt(session, session.lastMillis + 25 * 3_600_000)).toBe('gone');
  });

  it('title_isTheGivenName_elseTheFirstPrompt', () => {
    const log = new EventLog();
    log.add([event(1), event(2)]);
    expect(log.account.sessions.get('cbca1fbd-0000')?.title).toBe('prompt 1');
    log.add([
      event(3, { type: 'session.start', data: { session_title: 'Fix  the\nparser', source: 'resume' } }),
    ]);
    expect(log.account.sessions.get('cbca1fbd-0000')).toMatchObject({
      title: 'Fix the parser',
      links: [{ how: 'resume', session: 'cbca1fbd-0000' }],
    });
  });

  it('title_ofAnOlderStartThatComesLate_doesNotReplaceANewerOnes', () => {
    const log = new EventLog();
    const title = () => log.account.sessions.get('cbca1fbd-0000')?.title;
    const begun = (seq: number, at: number, session_title: string) =>
      event(seq, {
        type: 'session.start',
        timestamp: new Date(Date.UTC(2026, 10, 22, 23, 0, at)).toISOString(),
        data: { session_title },
      });
    log.add([event(1, { timestamp: '2026-11-22T23:00:30.000Z' }), begun(2, 10, 'given first')]);
    expect(title()).toBe('given first');
    log.add([begun(3, 40, 'newest'), begun(4, 20, 'late')]);
    expect(title()).toBe('newest');
    log.add([begun(5, 40, 'at the same time')]);
    expect(title()).toBe('at the same time');
    // It is held against the other starts alone, as the daemon does.
    log.add([event(6, { timestamp: '2026-11-22T23:00:59.000Z' }), begun(7, 50, 'newer start')]);
    expect(title()).toBe('newer start');
  });

  it('labelOf_twoSessionsInOneFolder_tellsThemApart', () => {
    const log = new EventLog();
    log.add([
      event(1, { session_id: 'aaaa-1' }),
      event(2, { session_id: 'bbbb-2' }),
      event(3, { session_id: 'c', cwd: '/x/web' }),
    ]);
    const { sessions } = log.account;
    expect(sessions.newestFirst().map((session) => sessions.labelOf(session))).toEqual([
      'web',
      'acme bbbb',
      'acme aaaa',
    ]);
  });

  it('add_noSessionNamed_isItsOwnEntry', () => {
    const log = new EventLog();
    log.add([event(1, { session_id: null, cwd: null })]);
    expect(log.account.sessions.get('')?.project).toBe('No session');
  });

  it('testOfAHook_isNoSession', () => {
    const log = new EventLog();
    log.add([event(1, { session_id: null, type: 'monitor.test', hook_event_name: null })]);
    expect(log.account.sessions.size).toBe(0);
    log.clear();
    expect(log.account.sessions.size).toBe(0);
  });

  it('fork_isLinkedToItsOrigin_whichStaysAsItWas', () => {
    const of = (seq: number, id: string, type: string, data: JsonObject) =>
      event(seq, { session_id: id, type, data });
    const log = new EventLog();
    log.add([
      of(1, 'one', 'session.start', { source: 'startup' }),
      of(2, 'one', 'session.end', { reason: 'other' }),
      of(3, 'one', 'session.start', { source: 'resume' }),
      of(4, 'two', 'hook.user_prompt', { prompt: 'x' }),
    ]);
    const { sessions } = log.account;
    expect(sessions.get('two')?.links).toEqual([{ how: 'fork', session: 'one' }]);
    expect(sessions.get('one')).toMatchObject({ links: [], state: 'gone', waitingFor: null });
    log.add([of(5, 'one', 'hook.user_prompt', { prompt: 'again' })]);
    expect(sessions.get('one')).toMatchObject({ state: 'working', endedAt: null });
  });
});
