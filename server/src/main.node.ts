import { createConnection } from "vscode-languageserver/node"
import { nodeFiles } from "./cli/node-files.ts"
import { startServer } from "./server.ts"

startServer(createConnection(), nodeFiles, async ({ tool, input, folder }) => {
  // Loaded when an assistant asks: no editor should wait for it.
  const { runAssistantTool } = await import("./cli/run-assistant-tool.ts")
  return runAssistantTool(tool, input, folder)
})
