import { commands, type ExtensionContext } from "vscode"
import {
  askFlowCommand,
  showDifferenceCommand,
  showEffectiveRulesCommand,
  showPlaceCommand,
} from "../../server/src/protocol.ts"
import { askFlow } from "./ask-flow.ts"
import { offerAssistantTools } from "./assistant-tools.ts"
import { GitTexts } from "./git-texts.ts"
import { LanguageServer } from "./language-server.ts"
import { ReadOnlyDocuments } from "./read-only-documents.ts"
import { reportWrongFinding } from "./report-wrong-finding.ts"
import { restartCommand } from "./server-status.ts"
import { whenRunning } from "./session.ts"
import { showActions } from "./show-actions.ts"
import { compareTraffic, showDifference } from "./show-difference.ts"
import { effectiveRulesPanel, showEffectiveRules } from "./show-effective-rules.ts"
import { showPlace } from "./show-place.ts"
import { TopologyView } from "./show-topology.ts"
import { actionsCommand, StatusItem } from "./status-item.ts"
import { updateServiceTags } from "./update-service-tags.ts"
import { verdictPanel } from "./verdict-panel.ts"

export async function activate(context: ExtensionContext): Promise<void> {
  const git = new GitTexts()
  const server = new LanguageServer(context, git)
  const documents = new ReadOnlyDocuments()
  const session = { server, documents, git, memory: context.workspaceState }
  const topology = new TopologyView(session)
  const rules = effectiveRulesPanel(session, context.extensionUri)
  const verdict = verdictPanel(session, context.extensionUri, ({ flow: _, ...subject }) =>
    whenRunning(session, () => askFlow(session, verdict, subject)),
  )
  context.subscriptions.push(
    server,
    git,
    documents,
    topology,
    rules,
    verdict,
    ...offerAssistantTools(session),
    commands.registerCommand(askFlowCommand, request => whenRunning(session, () => askFlow(session, verdict, request))),
    commands.registerCommand(showEffectiveRulesCommand, reference =>
      whenRunning(session, () => showEffectiveRules(session, rules, reference)),
    ),
    commands.registerCommand(showDifferenceCommand, subject =>
      whenRunning(session, () => showDifference(session, subject)),
    ),
    commands.registerCommand("nsg.compareTraffic", request =>
      whenRunning(session, () => compareTraffic(session, request)),
    ),
    commands.registerCommand("nsg.showTopology", () => whenRunning(session, () => topology.show())),
    commands.registerCommand(showPlaceCommand, showPlace),
    commands.registerCommand("nsg.updateServiceTags", () =>
      whenRunning(session, () => updateServiceTags(session, context)),
    ),
    commands.registerCommand(restartCommand, () => server.restart()),
    commands.registerCommand("nsg.reportWrongFinding", () => whenRunning(session, () => reportWrongFinding(session))),
    commands.registerCommand("nsg.showLog", () => server.showLog()),
    commands.registerCommand(actionsCommand, showActions),
  )
  await server.start()
  context.subscriptions.push(new StatusItem(session))
}
