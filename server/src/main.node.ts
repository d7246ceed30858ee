import { createConnection } from "vscode-languageserver/node"
import { nodeFiles } from "./cli/node-files.ts"
import { nodeLogs } from "./cli/node-logs.ts"
import { startServer } from "./server.ts"

startServer(createConnection(), nodeFiles, {
  logs: nodeLogs,
  async runTool({ tool, input, folder }) {
    // Loaded when an assistant asks: no editor should wait for it.
    const { runAssistantTool } = await import("./cli/run-assistant-tool.ts")
    return runAssistantTool(tool, input, folder)
  },
})
