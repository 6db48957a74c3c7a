/** Events as the daemon sends them, for tests. */

import { readEvent, type MonitorEvent } from '../src/event/wire';
import type { JsonObject } from '../src/event/json';

export function wireEvent(seq: number, more: JsonObject = {}): JsonObject {
  return {
    v: 1,
    id: `event-${seq}`,
    seq,
    type: 'hook.user_prompt',
    timestamp: new Date(Date.UTC(2026, 10, 22, 23, 0, 0, seq)).toISOString(),
    session_id: 'cbca1fbd-0000',
    source: 'claude-code',
    hook_event_name: 'UserPromptSubmit',
    cwd: '/home/dev/acme',
    data: { prompt: `prompt ${seq}` },
    ...more,
  };
}

export function event(seq: number, more: JsonObject = {}): MonitorEvent {
  const read = readEvent(wireEvent(seq, more));
  if (read === null) throw new Error(`not an event: ${JSON.stringify(more)}`);
  return read;
}

export function toolStart(
  seq: number,
  callId: string,
  name = 'Bash',
  input: JsonObject = { command: 'ls -la' },
): MonitorEvent {
  return event(seq, {
    type: 'hook.pre_tool',
    hook_event_name: 'PreToolUse',
    tool: { call_id: callId, name, phase: 'start', status: 'running', duration_ms: null },
    data: { tool_name: name, tool_input: input },
  });
}

export function toolEnd(seq: number, callId: string, status = 'ok', name = 'Bash'): MonitorEvent {
  return event(seq, {
    type: 'hook.post_tool',
    hook_event_name: 'PostToolUse',
    tool: { call_id: callId, name, phase: 'end', status, duration_ms: 18 },
    data: { tool_name: name, tool_input: { command: 'ls -la' } },
  });
}

export function events(from: number, to: number): MonitorEvent[] {
  return Array.from({ length: to - from + 1 }, (_, i) => event(from + i));
}
