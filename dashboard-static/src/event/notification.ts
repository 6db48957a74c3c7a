/** What Claude Code tells itself in place of a prompt: a task in the background has come to its end. */

import { textAt } from './json';
import type { MonitorEvent } from './wire';

export interface TaskNotification {
  readonly status: string | null;
  readonly summary: string | null;
}

const BEGINNING = '<task-notification>';

/** What the user has written; null when it is none of his, and for what is no prompt. */
export function promptOf(event: MonitorEvent): string | null {
  return event.type !== 'hook.user_prompt' || notificationOf(event) !== null ? null : written(event);
}

/** Null for any other event. */
export function notificationOf(event: MonitorEvent): TaskNotification | null {
  const text = event.type === 'hook.user_prompt' ? written(event) : null;
  if (!text?.startsWith(BEGINNING)) return null;
  return {
    status: /<status>([^<]*)<\/status>/.exec(text)?.[1] ?? null,
    summary: /<summary>([^<]*)<\/summary>/.exec(text)?.[1] ?? null,
  };
}

/** `Agent "bg" finished (completed)`; null for any other event. */
export function notificationText(event: MonitorEvent): string | null {
  const notification = notificationOf(event);
  if (notification === null) return null;
  const { status, summary } = notification;
  return `${summary ?? 'a task has ended'}${status === null ? '' : ` (${status})`}`;
}

function written({ data }: MonitorEvent): string | null {
  return textAt(data, 'prompt') ?? textAt(data, 'prompt_text');
}
