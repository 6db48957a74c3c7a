/** `mcp__server__tool` says which server of the user's a tool belongs to. */

export interface McpName {
  readonly server: string;
  readonly tool: string;
}

export function mcpName(name: string): McpName | null {
  const match = /^mcp__(.+?)__(.+)$/.exec(name);
  return match?.[1] === undefined || match[2] === undefined ? null : { server: match[1], tool: match[2] };
}
