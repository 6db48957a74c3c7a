import { describe, expect, it } from 'vitest';
import { event, toolEnd, toolStart } from '../../../test/events';
import type { JsonObject } from '../../event/json';
import type { MonitorEvent } from '../../event/wire';
import { EventLog } from '../event-log';
import { inputOf, resultOf } from './call-data';
import { linesOf } from './files';
import { keyOf } from './records';

const SESSION = 'cbca1fbd-0000';
const key = (callId: string) => keyOf(SESSION, callId);

function accountOf(...events: MonitorEvent[]) {
  const log = new EventLog();
  log.add(events);
  return log.account;
}

function sub(seq: number, id: string, more: JsonObject): MonitorEvent {
  return event(seq, {
    agent: { id, type: 'general-purpose', parent: 'main', confidence: 'definitive' },
    ...more,
  });
}

const stopped = (seq: number, id: string, words: string) =>
  sub(seq, id, { type: 'hook.subagent_stop', data: { last_assistant_message: words } });
const begun = (seq: number, id: string) => sub(seq, id, { type: 'hook.subagent_start', data: {} });

function agentCall(seq: number, callId: string, phase: 'start' | 'end', response?: JsonObject): MonitorEvent {
  return event(seq, {
    type: phase === 'start' ? 'hook.pre_tool' : 'hook.post_tool',
    tool: {
      call_id: callId,
      name: 'Agent',
      phase,
      status: phase === 'start' ? 'running' : 'ok',
      duration_ms: null,
    },
    data: {
      tool_name: 'Agent',
      tool_input: {
        prompt: `prompt of ${callId}`,
        description: `task ${callId}`,
        subagent_type: 'general-purpose',
      },
      ...(response === undefined ? {} : { tool_response: response }),
    },
  });
}

describe('calls', () => {
  it('parallelCallsOfOneTool_eachHasItsOwnEnd', () => {
    const { calls } = accountOf(toolStart(1, 'x'), toolStart(2, 'y'), toolEnd(3, 'y', 'failed'));
    expect(calls.get(key('x'))).toMatchObject({ status: 'running', endedAt: null, summary: 'ls -la' });
    expect(calls.get(key('y'))).toMatchObject({ status: 'failed', proof: 'end', durationMs: 18 });
    expect(calls.tallyOf(SESSION)).toEqual({ held: 2, running: 1, failed: 1 });
    expect([...calls.runningOf(SESSION)].map(({ callId }) => callId)).toEqual(['x']);
  });

  it('waitingOf_holdsOnlyTheCallsThatWaitForTheUser', () => {
    const asks = (seq: number, answer: string) =>
      event(seq, { permission: { call_id: 'y', answer, asked_at: '2026-11-22T23:00:00Z', waited_ms: null } });
    const running = [toolStart(1, 'x'), toolStart(2, 'y'), toolStart(3, 'z')];
    const waiting = (...events: MonitorEvent[]) =>
      [...accountOf(...running, ...events).calls.waitingOf(SESSION)].map(({ callId }) => callId);
    expect(waiting()).toEqual([]);
    expect(waiting(asks(4, 'asked'))).toEqual(['y']);
    expect(waiting(asks(4, 'asked'), asks(5, 'granted'))).toEqual([]);
    expect(waiting(asks(4, 'asked'), toolEnd(5, 'y'))).toEqual([]);
  });

  it('closed_thenItsOwnEnd_theEndHasTheLastWord', () => {
    const closes = [{ call_id: 'x', status: 'interrupted', reason: 'the next prompt came' }];
    const closed = accountOf(toolStart(1, 'x'), event(2, { closes }));
    expect(closed.calls.get(key('x'))).toMatchObject({
      status: 'interrupted',
      proof: 'inferred',
      reason: 'the next prompt came',
    });
    const ended = accountOf(toolStart(1, 'x'), event(2, { closes }), toolEnd(3, 'x'), event(4, { closes }));
    expect(ended.calls.get(key('x'))).toMatchObject({ status: 'ok', proof: 'end', reason: null });
  });

  it('startAfterItsEnd_isOver', () => {
    const { calls } = accountOf(toolEnd(1, 'x'), toolStart(2, 'x'));
    expect(calls.get(key('x'))).toMatchObject({ status: 'ok', startRow: 1, endRow: 0 });
  });

  it('toldOnlyByTheirBatch_haveInputResultAndTheirOwnFiles', () => {
    const log = new EventLog();
    const searched = { path: '/home/dev/acme', op: 'search', pattern: 'x' };
    const globbed = { path: '/home/dev/acme', op: 'glob', pattern: '*.ts' };
    log.add([
      event(1, {
        type: 'hook.post_tool_batch',
        calls: [
          {
            call_id: 'g',
            name: 'Grep',
            phase: 'end',
            status: 'failed',
            duration_ms: null,
            files: [searched],
          },
          { call_id: 'r', name: 'Glob', phase: 'end', status: 'ok', duration_ms: null, files: [globbed] },
        ],
        files: [searched, globbed],
        data: {
          tool_calls: [
            { tool_use_id: 'g', tool_input: { pattern: 'x' }, tool_response: 'No such tool' },
            { tool_use_id: 'r', tool_input: { pattern: '*.ts' }, tool_response: 'text' },
          ],
        },
      }),
    ]);
    const [grep, glob] = log.account.calls.all();
    if (grep === undefined || glob === undefined) throw new Error('not two calls');
    expect(grep).toMatchObject({ callId: 'g', proof: 'batch', startRow: null, summary: 'x' });
    expect(inputOf(grep, log)).toEqual({ pattern: 'x' });
    expect(resultOf(grep, log)).toEqual({ response: null, error: 'No such tool', asRead: true });
    expect(resultOf(glob, log)).toEqual({ response: 'text', error: null, asRead: true });
    expect(grep.files).toMatchObject([searched]);
    expect(glob.files).toMatchObject([globbed]);
  });

  it('commandInBackground_standsAsTheNewestWordSays', () => {
    const told = (seq: number, status: string) => event(seq, { background: [{ call_id: 'x', status }] });
    const { calls } = accountOf(toolStart(1, 'x'), toolEnd(2, 'x'), told(3, 'running'), told(4, 'failed'));
    expect(calls.get(key('x'))).toMatchObject({ status: 'ok', background: 'failed' });
  });

  it('permission_askedAndGranted_isTheNewestWord', () => {
    const permission = { call_id: 'x', asked_at: '2026-11-22T23:00:01Z', waited_ms: null, answer: 'asked' };
    const account = accountOf(toolStart(1, 'x'), event(2, { type: 'hook.permission_request', permission }));
    expect(account.calls.get(key('x'))?.permission).toMatchObject({ answer: 'asked', waitedMs: null });
    expect(account.sessions.get(SESSION)).toMatchObject({ state: 'waiting', waitingFor: 'permission' });
  });

  it('rowsForgotten_callGoesWithTheLastOfThem', () => {
    const log = new EventLog({ items: 2, weight: 1e9 });
    log.add([toolStart(1, 'x'), toolEnd(2, 'x'), event(3)]);
    const call = log.account.calls.get(key('x'));
    expect(call).toMatchObject({ startRow: null, endRow: 1 });
    expect(call && inputOf(call, log)).toEqual({ command: 'ls -la' });
    log.add([event(4)]);
    expect(log.account.calls.size).toBe(0);
    expect(log.account.calls.tallyOf(SESSION).held).toBe(0);
  });

  it('sessionEnds_nothingOfItRuns', () => {
    const { calls } = accountOf(toolStart(1, 'x'), event(2, { type: 'session.end' }));
    expect(calls.get(key('x'))).toMatchObject({ status: 'interrupted', reason: 'the session has ended' });
  });
});

describe('files', () => {
  const edit = (seq: number, callId: string, phase: 'start' | 'end', added: number | null): MonitorEvent =>
    event(seq, {
      tool: { call_id: callId, name: 'Edit', phase, status: phase === 'start' ? 'running' : 'ok' },
      files: [{ path: '/a', op: 'edit', added, removed: added === null ? null : 1 }],
    });

  it('bothEndsOfACall_areOneOperation', () => {
    const { files } = accountOf(
      edit(1, 'x', 'start', null),
      edit(2, 'y', 'start', null),
      edit(3, 'x', 'end', 4),
    );
    const file = files.get(SESSION, '/a');
    expect(file?.operations.map(({ callId, status }) => [callId, status])).toEqual([
      ['x', 'ok'],
      ['y', 'running'],
    ]);
    expect(file).toMatchObject({ added: { lines: 4, told: 1, untold: 0 }, removed: { lines: 1 } });
    expect(file?.kinds).toEqual(new Map([['edit', 2]]));
    expect(file?.agents).toEqual(new Map([['main', 2]]));
  });

  it('callForgotten_operationAndLinesGo', () => {
    const log = new EventLog({ items: 2, weight: 1e9 });
    log.add([edit(1, 'x', 'end', 4), edit(2, 'y', 'end', 2), event(3)]);
    expect(log.account.files.get(SESSION, '/a')).toMatchObject({
      added: { lines: 2 },
      removed: { lines: 1 },
    });
    log.add([event(4)]);
    expect(log.account.files.size).toBe(0);
  });

  it('deniedAndFailed_areApart', () => {
    const ended = (seq: number, status: string, added: number | null) =>
      event(seq, {
        tool: { call_id: `c${seq}`, name: 'Edit', phase: 'end', status },
        files: [{ path: '/a', op: 'edit', added, removed: 0 }],
      });
    const { files } = accountOf(ended(1, 'denied', 7), ended(2, 'failed', null), ended(3, 'ok', null));
    const file = files.get(SESSION, '/a');
    expect(file?.done).toEqual(new Map([['edit', 1]]));
    expect(file?.inVain).toEqual(
      new Map([
        ['denied', 1],
        ['failed', 1],
      ]),
    );
    expect(file).toMatchObject({
      added: { lines: 0, told: 0, untold: 1 },
      removed: { lines: 0, told: 1, untold: 0 },
    });
    expect(file && linesOf(file.added)).toBeNull();
  });

  it('endSaysOtherFiles_theyReplaceWhatTheStartSaid', () => {
    const moved = event(2, {
      tool: { call_id: 'x', name: 'Edit', phase: 'end', status: 'ok' },
      files: [{ path: '/b', op: 'edit', added: 1, removed: 0 }],
    });
    const { files } = accountOf(edit(1, 'x', 'start', null), moved);
    expect(files.all().map(({ path }) => path)).toEqual(['/b']);
  });
});

describe('agents', () => {
  it('running_itsCallIsTheOnlyOneThatFits', () => {
    const { agents } = accountOf(agentCall(1, 'c', 'start'), begun(2, 'a1'));
    expect(agents.get(SESSION, 'a1')).toMatchObject({
      status: 'running',
      parent: 'main',
      callId: 'c',
      confidence: 'high',
      prompt: 'prompt of c',
    });
  });

  it('twoParallel_nobodyGuessesUntilTheResultsTell', () => {
    const log = new EventLog();
    log.add([agentCall(1, 'c', 'start'), agentCall(2, 'd', 'start'), begun(3, 'a1'), begun(4, 'a2')]);
    expect(log.account.agents.get(SESSION, 'a1')).toMatchObject({
      callId: null,
      prompt: null,
      parent: 'main',
    });
    log.add([
      stopped(5, 'a1', 'done with it'),
      agentCall(6, 'd', 'end', {
        status: 'completed',
        agentId: 'a1',
        totalTokens: 6650,
        totalToolUseCount: 2,
        totalDurationMs: 140,
        resolvedModel: 'some-model',
        content: [{ type: 'text', text: 'answer' }],
      }),
    ]);
    expect(log.account.agents.get(SESSION, 'a1')).toMatchObject({
      status: 'done',
      callId: 'd',
      confidence: 'definitive',
      description: 'task d',
      result: 'done with it',
      tokens: 6650,
      toolUses: 2,
      model: 'some-model',
    });
    // With the other call's agent known, one is left that can have started this one.
    expect(log.account.agents.get(SESSION, 'a2')).toMatchObject({ callId: 'c', confidence: 'high' });
  });

  it('secondOfItsTypeBeginsLater_eachHasItsOwnCall', () => {
    const { agents } = accountOf(
      ...[agentCall(1, 'c', 'start'), begun(2, 'a1'), agentCall(3, 'd', 'start'), begun(4, 'a2')],
    );
    expect(agents.get(SESSION, 'a1')).toMatchObject({ callId: 'c', confidence: 'high' });
    expect(agents.get(SESSION, 'a2')).toMatchObject({ callId: 'd', confidence: 'high' });
  });

  it('resultBeforeTheAgentsFirstEvent_agentIsThereAndHasItsCall', () => {
    const log = new EventLog();
    const launched = { status: 'async_launched', agentId: 'a1', resolvedModel: 'some-model' };
    log.add([agentCall(1, 'c', 'start'), agentCall(2, 'c', 'end', launched)]);
    const isAsTold = {
      status: 'running',
      type: 'general-purpose',
      parent: 'main',
      callId: 'c',
      confidence: 'definitive',
      description: 'task c',
      prompt: 'prompt of c',
      background: true,
      model: 'some-model',
      startedAt: log.account.calls.get(key('c'))?.startedAt,
    };
    expect(log.account.agents.get(SESSION, 'a1')).toMatchObject(isAsTold);
    log.add([begun(3, 'a1'), event(4)]);
    expect(log.account.agents.get(SESSION, 'a1')).toMatchObject(isAsTold);
    expect(log.account.agents.of(SESSION).map(({ id }) => id)).toEqual(['main', 'a1']);
  });

  it('resultOfAnAgentThatNeverShowed_itIsOver', () => {
    const completed = { status: 'completed', agentId: 'a1', totalTokens: 7, content: 'answer' };
    const { agents } = accountOf(agentCall(1, 'c', 'start'), agentCall(2, 'c', 'end', completed));
    expect(agents.get(SESSION, 'a1')).toMatchObject({ status: 'done', tokens: 7, result: 'answer' });
  });

  it('nextPrompt_endsWhatDoesNotRunInTheBackground', () => {
    const { agents, sessions } = accountOf(begun(1, 'a1'), event(2));
    expect(agents.get(SESSION, 'a1')).toMatchObject({ status: 'interrupted' });
    expect(sessions.get(SESSION)?.state).toBe('working');
  });

  it('worksAgainAfterItsEnd_isRunning', () => {
    const { agents } = accountOf(begun(1, 'a1'), stopped(2, 'a1', 'first'), begun(3, 'a1'));
    expect(agents.get(SESSION, 'a1')).toMatchObject({ status: 'running', result: 'first', endedAt: null });
  });

  it('rowsForgotten_agentGoes', () => {
    const log = new EventLog({ items: 2, weight: 1e9 });
    log.add([begun(1, 'a1'), stopped(2, 'a1', 'x'), event(3), event(4)]);
    expect(log.account.agents.of(SESSION).map(({ id }) => id)).toEqual(['main']);
  });

  it('rowsForgotten_agentStaysAsLongAsTheCallThatNamedIt', () => {
    const log = new EventLog({ items: 4, weight: 1e9 });
    const ids = () => log.account.agents.of(SESSION).map(({ id }) => id);
    const batch = event(4, {
      type: 'hook.post_tool_batch',
      calls: [{ call_id: 'c', name: 'Agent', phase: 'end', status: 'ok' }],
      data: {
        tool_calls: [
          { tool_use_id: 'c', tool_response: [{ text: 'answer' }, { text: 'agentId: a1\ntool_uses: 2' }] },
        ],
      },
    });
    log.add([agentCall(1, 'c', 'start'), begun(2, 'a1'), stopped(3, 'a1', 'x'), batch]);
    log.add([agentCall(5, 'c', 'end', { status: 'completed', agentId: 'a1' }), event(6), event(7), event(8)]);
    expect(ids()).toEqual(['main', 'a1']);
    log.add([event(9)]);
    expect(ids()).toEqual(['main']);
  });
});
