// npm run bench keystroke [json|yaml]: a keystroke in a document until the new diagnostics are there. Our server with every
// check on, beside the servers that editors use for the syntax of the same texts.
import { ansiblePlaybook, jsonTemplate } from "./keystroke-documents.ts"
import { json, printKeystrokes, yaml } from "./keystroke-times.ts"

const language = process.argv[2]
const documents = [
  ["200 rules", jsonTemplate(200), json],
  ["200 rules", ansiblePlaybook(200), yaml],
  ["1000 rules", jsonTemplate(1000), json],
  ["1000 rules", ansiblePlaybook(1000), yaml],
] as const
await printKeystrokes(documents.filter(([, { languageId }]) => language === undefined || languageId === language))
