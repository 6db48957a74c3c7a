/** A session as a file: one event a line, as the daemon exports it, and in the end what the session has used. */

import { objectAt, type JsonObject } from '../../event/json';
import { readEvent, type MonitorEvent } from '../../event/wire';

export interface Recording {
  /** What the user calls it: a file's name, a session's id. */
  readonly name: string;
  /** In the daemon's order. */
  readonly events: readonly MonitorEvent[];
  /** What its sessions had used when it was made, as the daemon told. */
  readonly usages: readonly JsonObject[];
  /** Lines that are neither. */
  readonly unreadable: number;
}

export function readRecording(name: string, text: string): Recording {
  const events: MonitorEvent[] = [];
  const usages: JsonObject[] = [];
  let unreadable = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const json = parsed(line);
    const event = readEvent(json);
    const usage = objectAt(json, 'usage');
    if (event !== null) events.push(event);
    else if (usage !== null) usages.push(usage);
    else unreadable++;
  }
  return { name, events: events.sort((a, b) => a.seq - b.seq), usages, unreadable };
}

/** What {@link readRecording} reads. */
export function asLines(events: readonly MonitorEvent[], usages: Recording['usages'] = []): string {
  const lines = [...events.map(({ raw }) => raw), ...usages.map((usage) => ({ usage }))];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
