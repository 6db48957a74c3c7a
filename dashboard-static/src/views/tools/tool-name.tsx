import { mcpName } from '../../event/mcp-name';
import { Plain } from '../../ui/plain';

/** A tool by its name; one of an MCP server by its own, and after it the server's. */
export function ToolName({ name }: { name: string }) {
  const mcp = mcpName(name);
  if (mcp === null) return <Plain text={name} />;
  return (
    <>
      <Plain text={mcp.tool} />{' '}
      <span class="of-server">
        <Plain text={mcp.server} />
      </span>
    </>
  );
}
