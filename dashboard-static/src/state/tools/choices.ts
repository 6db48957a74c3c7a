/** What calls can be filtered by: what occurs among them, and how often. */

import { toolGroup } from '../../event/tool-group';
import { TOOL_STATUSES, type ToolStatus } from '../../event/wire';
import type { CallRecord } from '../account/records';
import type { CallContext } from './call-filter';

export type Counted<T> = readonly (readonly [T, number])[];

export interface Choices {
  readonly tools: Counted<string>;
  readonly statuses: Counted<ToolStatus>;
  readonly agents: Counted<string>;
}

/** By name, so that each keeps its place while numbers grow. */
export function choicesOf(calls: readonly CallRecord[], { agentName }: CallContext): Choices {
  const tools = new Map<string, number>();
  const statuses = new Map<ToolStatus, number>();
  const agents = new Map<string, number>();
  for (const call of calls) {
    add(tools, toolGroup(call.name));
    add(statuses, call.status);
    add(agents, agentName(call));
  }
  return {
    tools: byName(tools),
    statuses: TOOL_STATUSES.flatMap((status) => {
      const number = statuses.get(status);
      return number === undefined ? [] : [[status, number] as const];
    }),
    agents: byName(agents),
  };
}

function add<T>(counts: Map<T, number>, key: T): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function byName(counts: ReadonlyMap<string, number>): Counted<string> {
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
