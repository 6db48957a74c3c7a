import { mcpName } from '../../event/mcp-name';

/** A tool by its name; one of an MCP server by its own, and after it the server's. */
export function ToolName({ name }: { name: string }) {
  const mcp = mcpName(name);
  if (mcp === null) return <>{name}</>;
  return (
    <>
      {mcp.tool} <span class="of-server">{mcp.server}</span>
    </>
  );
}
