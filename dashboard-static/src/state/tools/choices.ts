/** What calls can be filtered by: what occurs among them, and how often. */

import { toolGroup } from '../../event/tool-group';
import { TOOL_STATUSES, type ToolStatus } from '../../event/wire';
import type { CallRecord } from '../account/records';
import { add, byName, inOrder, noneOf, type Counted } from '../counted';
import type { CallContext, CallFilter } from './call-filter';

export interface Choices {
  readonly tools: Counted<string>;
  readonly statuses: Counted<ToolStatus>;
  readonly agents: Counted<string>;
}

export function choicesOf(
  calls: readonly CallRecord[],
  chosen: Pick<CallFilter, 'tools' | 'statuses' | 'agents'>,
  { agentName }: CallContext,
): Choices {
  const tools = noneOf(chosen.tools);
  const statuses = noneOf(chosen.statuses);
  const agents = noneOf(chosen.agents);
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
