/** What calls can be filtered by: what occurs among them, and how often. */

import { toolGroup } from '../../event/tool-group';
import { TOOL_STATUSES, type ToolStatus } from '../../event/wire';
import type { CallRecord } from '../account/records';
import { add, byName, inOrder, type Counted } from '../counted';
import type { CallContext } from './call-filter';

export interface Choices {
  readonly tools: Counted<string>;
  readonly statuses: Counted<ToolStatus>;
  readonly agents: Counted<string>;
}

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
    statuses: inOrder(statuses, TOOL_STATUSES),
    agents: byName(agents),
  };
}
