import { commands, type ExtensionContext, Uri } from "vscode"
import {
  askFlowCommand,
  showDifferenceCommand,
  showEffectiveRulesCommand,
  showPlaceCommand,
  verifyClaimsCommand,
} from "../../server/src/protocol.ts"
import { askFlow, showFlowForm, verify } from "./ask-flow.ts"
import { offerAssistantTools } from "./assistant-tools.ts"
import { ClaimTests } from "./claim-tests.ts"
import { exportPicture } from "./export-picture.ts"
import { loadFlowLog, unloadFlowLog } from "./flow-logs.ts"
import { followEditors } from "./follow-editors.ts"
import { GitTexts } from "./git-texts.ts"
import type { CreateClient } from "./language-client.ts"
import { LanguageServer } from "./language-server.ts"
import { NetworkView, subjectOf } from "./network-view.ts"
import { ReadOnlyDocuments } from "./read-only-documents.ts"
import { reportWrongFinding } from "./report-wrong-finding.ts"
import { saveExpectation } from "./save-expectation.ts"
import { restartCommand } from "./server-status.ts"
import { whenRunning } from "./session.ts"
import { showActions } from "./show-actions.ts"
import { compareSides, compareTraffic, showDifference } from "./show-difference.ts"
import { effectiveRulesPanel, showEffectiveRules } from "./show-effective-rules.ts"
import { showPlace } from "./show-place.ts"
import { showTopology, topologyPanel } from "./show-topology.ts"
import { startWhenNeeded } from "./start-when-needed.ts"
import { actionsCommand, StatusItem } from "./status-item.ts"
import { updateServiceTags } from "./update-service-tags.ts"
import { type VerdictPanel, verdictPanel } from "./verdict-panel.ts"
import { writeExpectations } from "./write-expectations.ts"

/** Registers what the extension has, on whatever platform the client of the server is for. */
export function activateWith(context: ExtensionContext, createClient: CreateClient): void {
  const git = new GitTexts()
  const server = new LanguageServer(context, git, createClient)
  const documents = new ReadOnlyDocuments()
  const session = { server, documents, git, memory: context.workspaceState }
  const topology = topologyPanel(session, context.extensionUri)
  const networks = new NetworkView(session)
  const rules = effectiveRulesPanel(session, context.extensionUri)
  const verdict: VerdictPanel = verdictPanel(session, context.extensionUri, {
    askAnother: ({ flow: _, ...subject }) => whenRunning(session, () => askFlow(session, verdict, subject)),
    verify: async request => {
      const reply = await verify(session, verdict, request)
      return "problem" in reply ? reply.problem : undefined
    },
  })
  const claims = new ClaimTests(session)
  context.subscriptions.push(
    server,
    git,
    documents,
    topology,
    networks,
    rules,
    verdict,
    new StatusItem(session),
    ...offerAssistantTools(session),
    claims,
    commands.registerCommand(askFlowCommand, request =>
      whenRunning(session, () => askFlow(session, verdict, named(request))),
    ),
    commands.registerCommand(showEffectiveRulesCommand, request =>
      whenRunning(session, () => showEffectiveRules(session, rules, named(request))),
    ),
    commands.registerCommand(showDifferenceCommand, subject =>
      whenRunning(session, () => showDifference(session, subject)),
    ),
    commands.registerCommand("nsg.compareTraffic", request =>
      whenRunning(session, () => compareTraffic(session, request)),
    ),
    commands.registerCommand("nsg.compareSides", () => whenRunning(session, () => compareSides(session))),
    commands.registerCommand("nsg.networks.refresh", () => networks.refresh()),
    commands.registerCommand("nsg.networks.verifyFlow", line =>
      whenRunning(session, () => askFlow(session, verdict, subjectOf(line))),
    ),
    commands.registerCommand("nsg.networks.showEffectiveRules", line =>
      whenRunning(session, () => showEffectiveRules(session, rules, subjectOf(line))),
    ),
    commands.registerCommand("nsg.networks.writeExpectations", line =>
      whenRunning(session, () => writeExpectations(session, subjectOf(line))),
    ),
    commands.registerCommand("nsg.loadFlowLog", files => whenRunning(session, () => loadFlowLog(session, files))),
    commands.registerCommand("nsg.unloadFlowLog", () => whenRunning(session, () => unloadFlowLog(session))),
    commands.registerCommand("nsg.showTopology", () => whenRunning(session, () => showTopology(session, topology))),
    commands.registerCommand("nsg.flowForm", subject =>
      whenRunning(session, () => showFlowForm(session, verdict, subject)),
    ),
    commands.registerCommand("nsg.saveExpectation", (request = verdict.request, file?: Uri) =>
      whenRunning(session, async () => request && saveExpectation(session, request, file)),
    ),
    commands.registerCommand("nsg.exportPicture", (target?: Uri) =>
      // The title of a page hands over the page.
      exportPicture([rules, topology], target?.scheme === "webview-panel" ? undefined : target),
    ),
    commands.registerCommand(showPlaceCommand, showPlace),
    commands.registerCommand("nsg.writeExpectations", subject =>
      whenRunning(session, () => writeExpectations(session, subject)),
    ),
    commands.registerCommand(verifyClaimsCommand, argument => whenRunning(session, () => claims.verify(argument))),
    commands.registerCommand("nsg.updateServiceTags", () =>
      whenRunning(session, () => updateServiceTags(session, context)),
    ),
    commands.registerCommand(restartCommand, () => server.restart()),
    commands.registerCommand("nsg.reportWrongFinding", () => whenRunning(session, () => reportWrongFinding(session))),
    commands.registerCommand("nsg.showLog", () => server.showLog()),
    commands.registerCommand(actionsCommand, showActions),
    followEditors(),
    startWhenNeeded(server),
  )
  // Commands wait for the activation; tests that are found a moment later keep nobody waiting.
  void claims.findFiles()
}

/** A menu of an editor hands over the editor's document, and means what is at the cursor. */
function named<Request>(request: Request | Uri | undefined): Request | undefined {
  return request instanceof Uri ? undefined : request
}
