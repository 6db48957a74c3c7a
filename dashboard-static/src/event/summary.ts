/** One line that says what an event is about. */

import { droppedText } from './dropped';
import { firstTextAt, isObject, objectAt, textAt, type JsonObject } from './json';
import type { MonitorEvent } from './wire';
import { notificationText } from './notification';
import { observedText } from './observed';
import { oneLine } from '../text/one-line';
import { relativeTo } from '../text/path';

const SUMMARY_LENGTH = 300;

/** The tool's own word for its subject, the most telling first. */
const TOOL_SUBJECTS = [
  'command',
  'file_path',
  'notebook_path',
  'pattern',
  'url',
  'query',
  'subject',
  'description',
  'prompt',
  'skill',
  'path',
] as const;

const EVENT_SUBJECTS = [
  'prompt',
  'prompt_text',
  'error',
  'message',
  'delta',
  'last_assistant_message',
  'file_path',
  'reason',
  'trigger',
  'source',
  'status',
  'title',
  'description',
] as const;

export function summaryOf(event: MonitorEvent): string {
  return oneLine(subjectOf(event), SUMMARY_LENGTH);
}

/** What a tool was called with, in one line. */
export function inputSummary(input: JsonObject, cwd: string | null): string {
  return oneLine(toolSubject(input, cwd) ?? '', SUMMARY_LENGTH);
}

/** The whole text the summary is the beginning of. */
export function subjectOf(event: MonitorEvent): string {
  const own = droppedText(event) ?? observedText(event) ?? notificationText(event);
  if (own !== null) return own;
  const { data, cwd } = event;
  if (Array.isArray(data.tool_calls)) return data.tool_calls.map((call) => nameOfCall(call, cwd)).join(', ');
  const failure = textAt(data, 'error');
  const input = objectAt(data, 'tool_input') ?? objectAt(data, 'tool_parameters');
  const subject = input === null ? null : toolSubject(input, cwd);
  if (subject !== null && failure !== null) return `${subject} — ${failure}`;
  if (subject !== null) return subject;
  const text = firstTextAt(data, EVENT_SUBJECTS);
  if (text === null) return '';
  return text === data.file_path ? relativeTo(cwd, text) : text;
}

function toolSubject(input: JsonObject, cwd: string | null): string | null {
  if (Array.isArray(input.todos)) return `${input.todos.length} to-dos`;
  const question = Array.isArray(input.questions) ? textAt(input.questions[0], 'question') : null;
  if (question !== null) return question;
  const task = textAt(input, 'taskId');
  if (task !== null) return taskSubject(task, textAt(input, 'status'));
  for (const key of TOOL_SUBJECTS) {
    const text = textAt(input, key);
    if (text === null) continue;
    if (key === 'pattern') return patternSubject(text, textAt(input, 'path'), cwd);
    return key.endsWith('path') ? relativeTo(cwd, text) : text;
  }
  return firstTextAt(input, Object.keys(input));
}

function taskSubject(task: string, status: string | null): string {
  return status === null ? `#${task}` : `#${task} → ${status}`;
}

function patternSubject(pattern: string, path: string | null, cwd: string | null): string {
  return path === null ? pattern : `${pattern} in ${relativeTo(cwd, path)}`;
}

function nameOfCall(call: unknown, cwd: string | null): string {
  const name = textAt(call, 'tool_name') ?? 'tool';
  const input = isObject(call) ? objectAt(call, 'tool_input') : null;
  const subject = input === null ? null : toolSubject(input, cwd);
  return subject === null ? name : `${name}(${oneLine(subject, 60)})`;
}
