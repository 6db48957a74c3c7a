import type { CallContent } from '../call';
import { AnyAnswer, AnyInput } from '../any-call';
import { mcpName } from '../../event/mcp-name';

/** A tool of a server of the user's: nobody here knows what its fields mean. */
export function McpCall({ call }: { call: CallContent }) {
  const name = mcpName(call.name);
  return (
    <>
      {name !== null && (
        <p class="content-lead" data-testid="mcp">
          <span class="dim">server</span> <code>{name.server}</code> <span class="dim">tool</span>{' '}
          <code>{name.tool}</code>
        </p>
      )}
      <AnyInput call={call} />
      <AnyAnswer call={call} />
    </>
  );
}
