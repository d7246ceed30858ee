// A keystroke in a long export, beside the server that editors use for the syntax of JSON.
import { resourceGraphExport } from "./keystroke-documents.ts"
import { json, printKeystrokes } from "./keystroke-times.ts"

await printKeystrokes([["an export of 500 groups", resourceGraphExport(500), json]])
