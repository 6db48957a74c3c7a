/** Which files an event names, in the words of its payload. */

import { firstTextAt, isObject, objectAt } from './json';
import type { MonitorEvent } from './wire';

const PATH_KEYS = ['file_path', 'notebook_path', 'path', 'filePath'] as const;

export function filesOf(event: MonitorEvent): readonly string[] {
  const found = new Set<string>();
  for (const { path } of event.files) found.add(path);
  for (const holder of [
    event.data,
    objectAt(event.data, 'tool_input'),
    objectAt(event.data, 'tool_parameters'),
  ]) {
    if (!isObject(holder)) continue;
    const path = firstTextAt(holder, PATH_KEYS);
    if (path !== null) found.add(path);
  }
  return [...found];
}
