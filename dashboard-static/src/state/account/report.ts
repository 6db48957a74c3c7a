/** What the result of a call for an agent says of the agent, in Claude Code's own words and numbers. */

import { isObject, numberAt, textAt, type Json } from '../../event/json';

export interface AgentReport {
  /** Null when the result names no agent. */
  readonly agentId: string | null;
  readonly type: string | null;
  /** The agent was only sent off, and goes on in the background. */
  readonly launchOnly: boolean;
  readonly result: string | null;
  readonly model: string | null;
  readonly toolUses: number | null;
  readonly tokens: number | null;
  readonly durationMs: number | null;
}

/** Reads a PostToolUse's `tool_response`. */
export function reportOf(response: Json): AgentReport {
  return {
    agentId: textAt(response, 'agentId'),
    type: textAt(response, 'agentType'),
    launchOnly: textAt(response, 'status')?.includes('launched') ?? false,
    result: isObject(response) ? firstText(response.content ?? null) : firstText(response),
    model: textAt(response, 'resolvedModel'),
    toolUses: numberAt(response, 'totalToolUseCount'),
    tokens: numberAt(response, 'totalTokens'),
    durationMs: numberAt(response, 'totalDurationMs'),
  };
}

/** Reads a PostToolBatch's `tool_response`: the answer and, in its last part, a postscript. */
export function batchReportOf(response: Json): AgentReport {
  const parts = Array.isArray(response) ? response : [];
  const postscript = parts.length > 1 ? (textAt(parts.at(-1), 'text') ?? '') : '';
  const number = (pattern: RegExp) => {
    const digits = pattern.exec(postscript)?.[1];
    return digits === undefined ? null : Number(digits);
  };
  return {
    agentId: /^agentId: ([\w-]+)/m.exec(postscript)?.[1] ?? null,
    type: null,
    launchOnly: false,
    result: firstText(response),
    model: null,
    toolUses: number(/^tool_uses: (\d{1,15})$/m),
    tokens: number(/\bsubagent_tokens: (\d{1,15})$/m),
    durationMs: number(/^duration_ms: (\d{1,15})/m),
  };
}

function firstText(content: Json): string | null {
  if (typeof content === 'string') return content === '' ? null : content;
  return Array.isArray(content) ? textAt(content[0], 'text') : null;
}
