/** One lane for each agent: its calls as bars, and what stopped or moved it as marks. */

import { textAt } from '../../event/json';
import { notificationOf } from '../../event/notification';
import type { EventRow } from '../../event/row';
import type { AgentRecord, CallRecord } from '../account/records';
import type { Stretch } from './span';
import type { Placed, Track } from './track';

export interface Bar extends Placed {
  readonly eventId: null;
  readonly call: CallRecord;
}

export type MarkKind = 'prompt' | 'permission' | 'wait';

/** A moment, or with an end a stretch in which somebody waited. */
export interface Mark extends Placed {
  readonly kind: MarkKind;
  readonly text: string;
  /** The call that waited; null for what is told by an event of its own. */
  readonly call: CallRecord | null;
  readonly eventId: string | null;
}

export interface Lane {
  readonly key: string;
  readonly agent: AgentRecord;
  readonly depth: number;
  readonly tracks: readonly Track<Bar>[];
  readonly marks: Track<Mark>;
}

export interface Timeline extends Stretch {
  readonly lanes: readonly Lane[];
  readonly bars: number;
}

/** @param now where a call that runs ends for the moment */
export function barOf(call: CallRecord, now: number): Bar | null {
  const { startedAt, endedAt, durationMs, status } = call;
  const to = endedAt ?? (status === 'running' ? now : startedAt);
  const from = startedAt ?? (endedAt === null ? null : endedAt - (durationMs ?? 0));
  if (from === null || to === null || Number.isNaN(from) || Number.isNaN(to)) return null;
  return {
    eventId: null,
    call,
    from,
    to: Math.max(from, to),
    loud: status === 'failed' || status === 'denied',
    open: status === 'running',
  };
}

/** @param now until when a question that has no answer has waited */
export function permissionOf(call: CallRecord, now: number): Mark | null {
  const { permission } = call;
  if (permission === null || Number.isNaN(permission.askedAt)) return null;
  const { askedAt, waitedMs } = permission;
  // Nobody tells that a question was let be; but it ended with its call.
  const answer =
    permission.answer === 'asked' && call.status !== 'running' ? 'unanswered' : permission.answer;
  const until = answer === 'asked' ? now : answer === 'unanswered' ? (call.endedAt ?? askedAt) : askedAt;
  const to = askedAt + (waitedMs ?? Math.max(0, until - askedAt));
  const text = answer === 'asked' ? 'waits for permission' : `permission ${answer}`;
  return {
    kind: 'permission',
    from: askedAt,
    to,
    loud: true,
    text: `${call.name}: ${text}`,
    call,
    eventId: null,
  };
}

export function markOf({ event, millis, summary }: EventRow): Mark | null {
  const at = { from: millis, to: millis, call: null, eventId: event.id };
  if (event.type === 'hook.user_prompt') {
    return notificationOf(event) === null
      ? { ...at, kind: 'prompt', loud: true, text: summary }
      : { ...at, kind: 'wait', loud: false, text: summary };
  }
  const kind = textAt(event.data, 'notification_type');
  const waits =
    event.type === 'hook.elicitation' || (event.type === 'hook.notification' && kind !== 'permission_prompt');
  return waits ? { ...at, kind: 'wait', loud: false, text: summary } : null;
}
