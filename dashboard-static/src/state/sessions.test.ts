import { describe, expect, it } from 'vitest';
import { event } from '../../test/events';
import { EventLog } from './event-log';

function phaseAfter(...types: (string | [string, string])[]) {
  const log = new EventLog();
  types.forEach((type, i) => {
    const [name, notification] = typeof type === 'string' ? [type, 'permission_prompt'] : type;
    log.add([event(i + 1, { type: name, data: { notification_type: notification } })]);
  });
  return log.sessions.get('cbca1fbd-0000')?.phase;
}

describe('Sessions', () => {
  it.each([
    ['working', ['session.start', 'hook.user_prompt']],
    ['idle', ['hook.user_prompt', 'hook.stop']],
    ['waiting', ['hook.pre_tool', 'hook.permission_request']],
    ['waiting', ['hook.pre_tool', 'hook.notification']],
    ['ended', ['hook.stop', 'session.end']],
    ['idle', ['hook.stop', 'memory:loaded']],
  ])('phase_newestTellingEvent_%s', (phase, types) => {
    expect(phaseAfter(...types)).toBe(phase);
  });

  it('phase_idleNotification_isIdle', () => {
    expect(phaseAfter('hook.user_prompt', ['hook.notification', 'idle_prompt'])).toBe('idle');
  });

  it('labelOf_twoSessionsInOneFolder_tellsThemApart', () => {
    const log = new EventLog();
    log.add([
      event(1, { session_id: 'aaaa-1' }),
      event(2, { session_id: 'bbbb-2' }),
      event(3, { session_id: 'c', cwd: '/x/web' }),
    ]);
    const labels = log.sessions.newestFirst().map((session) => log.sessions.labelOf(session));
    expect(labels).toEqual(['web', 'acme bbbb', 'acme aaaa']);
  });

  it('add_noSessionNamed_isItsOwnEntry', () => {
    const log = new EventLog();
    log.add([event(1, { session_id: null, cwd: null })]);
    expect(log.sessions.get('')?.name).toBe('No session');
  });
});
