import { createConnection } from "vscode-languageserver/node"
import { nodeFiles } from "./cli/node-files.ts"
import { nodeLogs } from "./cli/node-logs.ts"
import { startServer } from "./server.ts"

startServer(createConnection(), nodeFiles, nodeLogs)
