import { mcpName } from './mcp-name';

/** What a tool is counted and chosen by: an MCP server's tools go by their server, any other by its name. */
export function toolGroup(name: string): string {
  const mcp = mcpName(name);
  return mcp === null ? name : `mcp:${mcp.server}`;
}
