import { describe, expect, it } from 'vitest';
import { event, toolStart } from '../../test/events';
import { EventLog } from './event-log';
import { needsYou, railGroups } from './rail';

const NOW = Date.UTC(2026, 10, 22, 23, 5);

function ids(log: EventLog) {
  return railGroups(log.account.sessions.newestFirst(), NOW).map(({ id, sessions }) => [
    id,
    sessions.map((session) => session.id),
  ]);
}

describe('rail', () => {
  it('groups_whoWaitsComesFirst_whatIsOverLast', () => {
    const log = new EventLog();
    log.add([
      event(1, { session_id: 'over', type: 'session.end' }),
      event(2, { session_id: 'asks', type: 'hook.permission_request' }),
      event(3, { session_id: 'works' }),
      event(4, { session_id: 'idle', type: 'session.start' }),
    ]);
    expect(ids(log)).toEqual([
      ['needs-you', ['asks']],
      ['going-on', ['idle', 'works']],
      ['over', ['over']],
    ]);
  });

  it('needsYou_anOpenQuestion_untilItIsAnswered', () => {
    const log = new EventLog();
    log.add([toolStart(1, 'q', 'AskUserQuestion', { questions: [] })]);
    const session = log.account.sessions.get('cbca1fbd-0000');
    expect(session && needsYou(session, NOW)).toBe(true);
    log.add([event(2, { closes: [{ call_id: 'q', status: 'interrupted', reason: 'x' }] })]);
    expect(session && needsYou(session, NOW)).toBe(false);
  });
});
