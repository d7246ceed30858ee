import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js"
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js"
import { version } from "../../../package.json"
import { isProblem } from "../features/flow-text.ts"
import { type AssistantTool, assistantTools, type ToolInput } from "./assistant-tools.ts"
import type { Io } from "./command.ts"

/** On standard input and output, until these are closed. */
export async function serveAssistant(folder: string): Promise<void> {
  await assistantServer(folder).connect(new StdioServerTransport())
}

/** Offers the commands as tools that read one folder, by its absolute path, and nothing else. */
export function assistantServer(folder: string): McpServer {
  const server = new McpServer({ name: "nsg", version })
  for (const tool of assistantTools) {
    const { title, description, inputSchema } = tool
    const annotations = { title, readOnlyHint: true, idempotentHint: true, openWorldHint: false }
    server.registerTool(tool.command.name, { title, description, inputSchema, annotations }, input =>
      callTool(tool, input as ToolInput, folder),
    )
  }
  return server
}

/** The command's standard output, then what it wrote on standard error; an error where something could not be read or used. */
async function callTool(tool: AssistantTool, input: ToolInput, folder: string): Promise<CallToolResult> {
  const args = tool.toArguments(input)
  if (isProblem(args)) return { content: [{ type: "text", text: args.problem }], isError: true }
  const [out, err]: [string[], string[]] = [[], []]
  const code = await tool.command.run(args, ioOf(folder, out, err))
  const texts = [out.join(""), err.join("")].filter(text => text !== "")
  return { content: texts.map(text => ({ type: "text", text })), ...(code === 2 && { isError: true }) }
}

function ioOf(folder: string, out: string[], err: string[]): Io {
  const refuse = () => {
    throw new Error("A tool neither reads standard input nor serves.")
  }
  return {
    cwd: folder,
    within: folder,
    colours: false,
    out: text => out.push(text),
    err: text => err.push(text),
    readStdin: async () => refuse(),
    onInterrupt: () => () => {},
    serve: refuse,
    serveTools: async () => refuse(),
  }
}
