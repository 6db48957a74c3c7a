import { describe, expect, it } from 'vitest';
import { event, toolEnd, toolStart } from '../../test/events';
import { EventLog } from './event-log';
import { matchesQuery, parseQuery } from './query';

/** Numbers of the events that match, of a small morning's work. */
function found(text: string): number[] {
  const log = new EventLog();
  log.add([
    event(1, { data: { prompt: 'Fix the [retry] loop' } }),
    toolStart(2, 'a', 'Read', { file_path: '/home/dev/acme/src/Main.java' }),
    toolStart(3, 'b', 'Bash', { command: 'mvn test' }),
    toolEnd(4, 'b', 'failed'),
    event(5, {
      type: 'hook.subagent_start',
      session_id: 'other',
      cwd: '/home/dev/web',
      agent: { id: 'a1', type: 'general-purpose' },
      data: { deep: [{ note: 'hidden TREASURE' }] },
    }),
  ]);
  return matching(log, text);
}

function matching(log: EventLog, text: string): number[] {
  const query = parseQuery(text);
  const numbers: number[] = [];
  for (let n = log.first; n < log.end; n++) {
    const row = log.at(n);
    if (row?.kind === 'event' && matchesQuery(row, query, log.account)) numbers.push(row.event.seq);
  }
  return numbers;
}

describe('search', () => {
  it.each([
    ['', [1, 2, 3, 4, 5]],
    ['fix loop', [1]],
    ['"the [retry]"', [1]],
    ['[retry', [1]],
    ['loop fix nothing', []],
    ['treasure', [5]],
    ['tool:bash', [3, 4]],
    ['TOOL:Read,Bash', [2, 3, 4]],
    ['tool:Read tool:Bash', [2, 3, 4]],
    ['-tool:Bash', [1, 2, 5]],
    ['status:failed', [4]],
    ['status:fail', [4]],
    ['status:running', [2]],
    ['tool:Bash status:failed', [4]],
    ['agent:general', [5]],
    ['agent:main', [1, 2, 3, 4]],
    ['type:pre_tool', [2, 3]],
    ['type:PreToolUse', [2, 3]],
    ['session:web', [5]],
    ['session:cbca', [1, 2, 3, 4]],
    ['file:main.java', [2]],
    ['-treasure agent:general', []],
    ['tool:', []],
    ['http://nowhere', []],
  ])('%s', (text, numbers) => {
    expect(found(text)).toEqual(numbers);
  });

  it('status_ofCallsWithoutAnEndOfTheirOwn_isThatOfTheirStartsAndTheirBatch', () => {
    const log = new EventLog();
    const told = (call_id: string, status: string) => ({ call_id, name: 'Bash', phase: 'end', status });
    log.add([
      toolStart(0, 'a'),
      toolStart(1, 'b'),
      toolStart(2, 'c'),
      event(3, { closes: [told('a', 'interrupted'), told('c', 'interrupted')] }),
      event(4, { calls: [told('b', 'denied'), told('d', 'failed')] }),
      toolEnd(5, 'c'),
    ]);
    const numbers = (status: string) => matching(log, `status:${status}`);
    expect(numbers('interrupted')).toEqual([0]);
    expect(numbers('denied')).toEqual([1, 4]);
    expect(numbers('failed')).toEqual([4]);
    expect(numbers('started')).toEqual([2]);
    expect(numbers('ok')).toEqual([5]);
  });

  it('parseQuery_unknownStatus_namesItAndWhatIsAllowed', () => {
    expect(parseQuery('status:faild').problem).toBe(
      'status:faild is none of running, ok, failed, denied, interrupted, unknown, started',
    );
    expect(parseQuery('status:fai').problem).toBeNull();
  });
});
