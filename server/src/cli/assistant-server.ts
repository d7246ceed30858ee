import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js"
import { version } from "../../../package.json"
import { assistantTools } from "./assistant-tools.ts"
import { runAssistantTool } from "./run-assistant-tool.ts"

/** On standard input and output, until these are closed. */
export async function serveAssistant(folder: string): Promise<void> {
  await assistantServer(folder).connect(new StdioServerTransport())
}

/** Offers the commands as tools that read one folder, by its absolute path, and nothing else. */
export function assistantServer(folder: string): McpServer {
  const server = new McpServer({ name: "nsg", version })
  for (const { command, title, description, inputSchema } of assistantTools) {
    const annotations = { title, readOnlyHint: true, idempotentHint: true, openWorldHint: false }
    server.registerTool(command.name, { title, description, inputSchema, annotations }, async input => {
      const { texts, isError } = await runAssistantTool(command.name, input, folder)
      return { content: texts.map(text => ({ type: "text", text })), isError }
    })
  }
  return server
}
