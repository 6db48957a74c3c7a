/** A call's input and output as its tool deserves. */

import type { ComponentChildren } from 'preact';
import { AgentCall } from './agent/agent-call';
import { AnyCall } from './any-call';
import type { CallContent } from './call';
import { Read } from './code/read';
import { ChangeCall } from './diff/change';
import { McpCall } from './mcp/mcp-call';
import { mcpName } from '../event/mcp-name';
import { Plan } from './plan';
import { Prose } from './prose';
import { Questions } from './questions';
import { Search } from './results/results';
import { Shell } from './terminal/shell';
import { Todos } from './todos/todos';
import { WebFetch, WebSearch } from './web/web';

type View = (props: { call: CallContent }) => ComponentChildren;

/** By the tool's name in lower case, as other publishers write it. A tool that is not here is shown as JSON. */
const VIEWS: ReadonlyMap<string, View> = new Map<string, View>([
  ['bash', Shell],
  ['bashoutput', Shell],
  ['powershell', Shell],
  ['read', Read],
  ['notebookread', Read],
  ['edit', ChangeCall],
  ['multiedit', ChangeCall],
  ['write', ChangeCall],
  ['notebookedit', ChangeCall],
  ['grep', Search],
  ['glob', Search],
  ['ls', Search],
  ['webfetch', WebFetch],
  ['websearch', WebSearch],
  ['task', AgentCall],
  ['agent', AgentCall],
  ['todowrite', Todos],
  ['askuserquestion', Questions],
  ['exitplanmode', Plan],
]);

/** These show a failure themselves, where it happened. */
const SHOW_THEIR_ERROR: ReadonlySet<View> = new Set([Shell]);

export function Content({ call }: { call: CallContent }) {
  const View = VIEWS.get(call.name.toLowerCase()) ?? (mcpName(call.name) === null ? AnyCall : McpCall);
  return (
    <div class="content" data-testid="content">
      <View call={call} />
      {call.error !== null && !SHOW_THEIR_ERROR.has(View) && (
        <Prose label="Error" text={call.error} tone="bad" />
      )}
    </div>
  );
}
