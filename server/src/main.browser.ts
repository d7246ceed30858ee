import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser"
import { startServer } from "./server.ts"

// The client has all files: a worker has none of its own.
startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)))
