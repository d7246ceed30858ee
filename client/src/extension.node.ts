import { commands, type ExtensionContext } from "vscode"
import { askFlowCommand, showEffectiveRulesCommand } from "../../server/src/protocol.ts"
import { askFlow } from "./ask-flow.ts"
import { createLanguageClient } from "./language-client.ts"
import { ReadOnlyDocuments } from "./read-only-documents.ts"
import { showEffectiveRules } from "./show-effective-rules.ts"

export async function activate(context: ExtensionContext): Promise<void> {
  const client = createLanguageClient(context)
  const documents = new ReadOnlyDocuments()
  const session = { client, documents, memory: context.workspaceState }
  context.subscriptions.push(
    client,
    documents,
    commands.registerCommand(askFlowCommand, request => askFlow(session, request)),
    commands.registerCommand(showEffectiveRulesCommand, reference => showEffectiveRules(session, reference)),
    commands.registerCommand("nsg.restartServer", () => client.restart()),
  )
  await client.start()
}
