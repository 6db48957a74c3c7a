/** What family an event belongs to: decides the colour of its badge, nothing else. */

import { EVENTS_DROPPED } from './dropped';
import { notificationOf } from './notification';
import { FORKED, INTERRUPTED, SILENT } from './observed';
import type { MonitorEvent } from './wire';

export type Kind =
  'prompt' | 'tool-start' | 'tool-end' | 'failure' | 'attention' | 'agent' | 'session' | 'message' | 'other';

const BY_TYPE: Readonly<Record<string, Kind>> = {
  'hook.user_prompt': 'prompt',
  'hook.user_prompt_expansion': 'prompt',
  'hook.pre_tool': 'tool-start',
  'hook.post_tool': 'tool-end',
  'hook.post_tool_batch': 'tool-end',
  [EVENTS_DROPPED]: 'failure',
  [INTERRUPTED]: 'attention',
  [SILENT]: 'session',
  [FORKED]: 'session',
  'hook.post_tool_use_failure': 'failure',
  'hook.stop_failure': 'failure',
  'hook.permission_denied': 'failure',
  'hook.notification': 'attention',
  'hook.permission_request': 'attention',
  'hook.elicitation': 'attention',
  'hook.subagent_start': 'agent',
  'hook.subagent_stop': 'agent',
  'agent.delegation': 'agent',
  'hook.stop': 'session',
  'session.start': 'session',
  'session.end': 'session',
  'hook.message_display': 'message',
};

export function kindOf(event: MonitorEvent): Kind {
  const status = event.tool?.status;
  if (status === 'failed' || status === 'denied' || status === 'interrupted') return 'failure';
  if (notificationOf(event) !== null) return 'attention';
  return BY_TYPE[event.type] ?? 'other';
}

/** `hook.pre_tool` reads as `pre_tool`: nearly every event is a hook's, so the word tells nothing. */
export function shortType(type: string): string {
  return /^hook\../.test(type) ? type.slice('hook.'.length) : type;
}
