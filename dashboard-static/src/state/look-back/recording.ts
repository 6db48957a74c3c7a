/** A session as a file: one event a line, as the daemon exports it. */

import { readEvent, type MonitorEvent } from '../../event/wire';

export interface Recording {
  /** What the user calls it: a file's name, a session's id. */
  readonly name: string;
  /** In the daemon's order. */
  readonly events: readonly MonitorEvent[];
  /** Lines that are no event. */
  readonly unreadable: number;
}

export function readRecording(name: string, text: string): Recording {
  const events: MonitorEvent[] = [];
  let unreadable = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const event = readEvent(parsed(line));
    if (event === null) unreadable++;
    else events.push(event);
  }
  return { name, events: events.sort((a, b) => a.seq - b.seq), unreadable };
}

/** What {@link readRecording} reads. */
export function asLines(events: readonly MonitorEvent[]): string {
  return events.map(({ raw }) => `${JSON.stringify(raw)}\n`).join('');
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
