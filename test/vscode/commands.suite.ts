import assert from "node:assert/strict"
import { suite, teardown, test } from "mocha"
import { type CodeLens, commands, Selection, TabInputWebview, type TextDocument, Uri, window, workspace } from "vscode"
import type { ShownCounts } from "../../pages/src/messages.ts"
import type { EffectiveRulesAnswer, Subject, VerifyFlowAnswer } from "../../server/src/protocol.ts"
import {
  acceptingFirstPick,
  closeEverything,
  expectFindings,
  openFile,
  rangeOf,
  replaceText,
  until,
  withSetting,
  workspaceFile,
} from "./editor.ts"
import { expectedRows } from "./expected-rows.ts"

const httpsFromLab = "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:443"

/** What a page says that it has drawn. */
interface Shown {
  readonly shown?: ShownCounts
}

suite("commands", () => {
  teardown(closeEverything)

  test("verify flow: the answer on its page, the deciding rule selected", async () => {
    const document = await openFile("web.json")
    const answer = await askFlow({ ...(await lensArgument(document)), flow: httpsFromLab })
    assert.equal(answer?.access, "Allow")
    assert.equal(answer?.ruleName, "securityRules/allow-web")
    const editor = await until(
      "the source editor",
      () => window.activeTextEditor?.document === document && window.activeTextEditor,
    )
    assert.equal(document.getText(editor.selection), "allow-web")
    // Counted by the page's own script: it runs under its policy, and has the trace before it.
    assert.equal(answer?.shown?.rows, answer?.client.view.traces[0]?.tried.length)
    assert.ok((answer?.shown?.links ?? 0) > 0)
    assert.deepEqual(panels(), ["Allow: flow through web-nsg"])
  })

  test("verify flow: a default rule decides, and the answer takes the place of the last one", async () => {
    const document = await openFile("web.json")
    const reference = await lensArgument(document)
    await askFlow({ ...reference, flow: httpsFromLab })
    const answer = await askFlow({ ...reference, flow: "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22" })
    assert.equal(answer?.access, "Deny")
    assert.equal(answer?.ruleName, "defaultSecurityRules/DenyAllInBound")
    assert.deepEqual(panels(), ["Deny: flow through web-nsg"])
  })

  test("verify flow: the answer stays open, and follows the rules and the settings", async () => {
    const document = await openFile("web.json")
    await askFlow({ ...(await lensArgument(document)), flow: httpsFromLab })
    await replaceText(document, '"access": "Allow"', '"access": "Deny"')
    await until("the new answer", () => panels()[0] === "Deny: flow through web-nsg")
    const depending = { ...(await lensArgument(document)), flow: "inbound tcp 172.31.0.100:50000 -> 10.0.0.4:22" }
    const answer = await askFlow(depending)
    assert.deepEqual(panels(), ["Depends: flow through web-nsg"])
    await withSetting("virtualNetwork", answer?.client.settle?.[0]?.prefixes, () =>
      until("the settled answer", () => panels()[0] === "Allow: flow through web-nsg").then(() => undefined),
    )
  })

  test("verify flow: the last flow is offered again, and Enter takes it", async () => {
    const document = await openFile("web.json")
    const reference = await lensArgument(document)
    await askFlow({ ...reference, flow: httpsFromLab })
    const answer = await acceptingFirstPick(askFlow(reference))
    assert.equal(answer?.ruleName, "securityRules/allow-web")
  })

  test("verify flow: what depends on the virtual network is settled by the setting", async () => {
    const document = await openFile("web.json")
    const request = { ...(await lensArgument(document)), flow: "inbound tcp 172.31.0.100:50000 -> 10.0.0.4:22" }
    const answer = await askFlow(request)
    assert.equal(answer?.access, "Unknown")
    const [settlement] = answer?.client.settle ?? []
    assert.ok(settlement, "a way to settle it")
    await withSetting("virtualNetwork", settlement.prefixes, () =>
      until("the settled answer", async () => (await askFlow(request))?.access === "Allow").then(() => undefined),
    )
  })

  test("verify flow: an unreadable flow is no answer", async () => {
    const document = await openFile("web.json")
    const reference = await lensArgument(document)
    await askFlow({ ...reference, flow: httpsFromLab })
    assert.equal(await askFlow({ ...reference, flow: "inbound tcp nowhere" }), undefined)
    // Nor is it offered again.
    const answer = await acceptingFirstPick(askFlow(reference))
    assert.equal(answer?.ruleName, "securityRules/allow-web")
  })

  test("effective rules: of the group under the cursor, as tables", async () => {
    const document = await openFile("web.json")
    const editor = window.activeTextEditor
    assert.ok(editor)
    const { start } = rangeOf(document, "deny-https-from-lab")
    editor.selection = new Selection(start, start)
    const answer = await commands.executeCommand<EffectiveRulesAnswer & Shown>("nsg.showEffectiveRules")
    const [group] = answer.value
    assert.equal(group?.networkSecurityGroup.name, "web-nsg")
    assert.deepEqual(panels(), ["Effective rules of web-nsg"])
    assert.equal(answer.shown?.rows, expectedRows(answer))
    const passages = answer.client.view.groups.flatMap(({ passages = [] }) => passages)
    // The picture of each direction has the NSG as a button.
    const places = passages.flatMap(({ picture }) => picture?.places ?? [])
    assert.equal(places.length, 2)
  })

  test("the menu of a text, which hands over its document, means what is at the cursor", async () => {
    const document = await openFile("web.json")
    const editor = window.activeTextEditor
    assert.ok(editor)
    const { start } = rangeOf(document, "deny-https-from-lab")
    editor.selection = new Selection(start, start)
    const answer = await commands.executeCommand<EffectiveRulesAnswer>("nsg.showEffectiveRules", document.uri)
    assert.deepEqual(
      answer.value.map(({ networkSecurityGroup }) => networkSecurityGroup.name),
      ["web-nsg"],
    )
  })

  test("a picture is exported by itself, with its own colours", async () => {
    const document = await openFile("web.json")
    await commands.executeCommand("nsg.showEffectiveRules", await lensArgument(document))
    const target = workspaceFile("exposure.svg")
    assert.ok(await acceptingFirstPick(commands.executeCommand("nsg.exportPicture", target)))
    const svg = new TextDecoder().decode(await workspace.fs.readFile(target))
    assert.match(svg, /^<svg [^>]*aria-label="Inbound traffic of web-nsg/)
    assert.doesNotMatch(svg, /var\(|<script|data-place/)
    await workspace.fs.delete(target)
  })

  test("without a target a dialog asks for one, with a name of the picture in the workspace", async () => {
    const document = await openFile("web.json")
    await commands.executeCommand("nsg.showEffectiveRules", await lensArgument(document))
    // The title of a page hands over the page.
    const page = Uri.parse("webview-panel:webview-panel/webview-1")
    const file = await acceptingFirstPick(commands.executeCommand<Uri>("nsg.exportPicture", page))
    assert.match(file.path, /\/web-nsg-inbound\.svg$/)
    assert.match(new TextDecoder().decode(await workspace.fs.readFile(file)), /^<svg /)
    await workspace.fs.delete(file)
  })

  test("the form stands where answers do, and an answer takes its place", async () => {
    const document = await openFile("web.json")
    const subject = await lensArgument(document)
    assert.ok(await commands.executeCommand<ShownCounts>("nsg.flowForm", subject))
    assert.deepEqual(panels(), ["Verify a flow through web-nsg"])
    await askFlow({ ...subject, flow: httpsFromLab })
    assert.deepEqual(panels(), ["Allow: flow through web-nsg"])
  })

  test("a verified flow is saved as an expectation: below its use in the file that is chosen", async () => {
    const document = await openFile("web.json")
    const request = { ...(await lensArgument(document)), flow: "inbound tcp 203.0.113.7 -> 10.0.0.4:443" }
    const claim = `allow ${request.flow}`
    const file = workspaceFile("expected.nsgflow")
    await workspace.fs.writeFile(file, new TextEncoder().encode("# Of the web\nuse nsg web-nsg in ./web.json\n"))
    const flows = await commands.executeCommand<TextDocument>("nsg.saveExpectation", request, file)
    assert.equal(flows.getText(), `# Of the web\nuse nsg web-nsg in ./web.json\n${claim}\n`)
    assert.equal(window.activeTextEditor?.document.getText(window.activeTextEditor.selection), claim)
    await commands.executeCommand("workbench.action.files.revert")
    await workspace.fs.delete(file)
  })

  test("a file that is opened while an answer has the focus goes to the editor", async () => {
    const document = await openFile("web.json")
    const source = window.activeTextEditor?.viewColumn
    await commands.executeCommand("nsg.showEffectiveRules", await lensArgument(document))
    assert.notEqual(window.tabGroups.activeTabGroup.viewColumn, source)
    await commands.executeCommand("vscode.open", workspaceFile("ordinary.json"))
    const editor = await until("the file", () => window.activeTextEditor)
    assert.equal(editor.viewColumn, source)
  })

  test("a wrong finding: the text of an issue, in a document of its own, without the document's names", async () => {
    const document = await openFile("web.json")
    await expectFindings(document, ["shadowed-rule: deny-https-from-lab"])
    const editor = window.activeTextEditor
    assert.ok(editor)
    const { start } = rangeOf(document, "deny-https-from-lab")
    editor.selection = new Selection(start, start)
    const report = await commands.executeCommand<TextDocument>("nsg.reportWrongFinding")
    assert.equal(report.isUntitled, true)
    assert.match(report.getText(), /"rule-\d" \(200\) never matches/)
    assert.doesNotMatch(report.getText(), /web-nsg|from-lab|203\.0\.113/)
  })

  test("the item in the status bar offers what can be done", async () => {
    await openFile("web.json")
    // The first one is Verify Flow, whose first flow is taken, too.
    await acceptingFirstPick(commands.executeCommand("nsg.showActions"))
    assert.match(panels().join(), /flow through/)
  })

  test("with no group under the cursor, one of the open files is picked", async () => {
    await openFile("web.json")
    await openFile("playbook.yml")
    await openFile("ordinary.json")
    const answer = await acceptingFirstPick(commands.executeCommand<EffectiveRulesAnswer>("nsg.showEffectiveRules"))
    assert.equal(answer.value.length, 1)
    assert.match(answer.value[0]?.networkSecurityGroup.name ?? "", /^(web|db)-nsg$/)
  })

  test("the server's own commands answer as the command line does", async () => {
    const { uri } = await openFile("web.json")
    const argument = { uri: uri.toString(), group: "web-nsg", flow: httpsFromLab }
    const answer = await commands.executeCommand<VerifyFlowAnswer>("nsg.verifyFlow", argument)
    assert.equal(answer.version, 1)
    assert.equal(answer.evaluatedNetworkSecurityGroups[0]?.matchedRule?.ruleName, "securityRules/allow-web")
  })
})

function askFlow(request: Subject & { flow?: string }): Thenable<(VerifyFlowAnswer & Shown) | undefined> {
  return commands.executeCommand("nsg.askFlow", request)
}

/** What a click on the lens hands to the command. */
async function lensArgument(document: TextDocument): Promise<Subject> {
  return until("the lens", async () => {
    const lenses = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 100)
    const lens = lenses.find(({ command }) => command?.command === "nsg.askFlow")
    return lens?.command?.arguments?.[0] as Subject | undefined
  })
}

/** The titles of the pages with answers. */
function panels(): readonly string[] {
  const tabs = window.tabGroups.all.flatMap(({ tabs }) => tabs)
  return tabs.filter(({ input }) => input instanceof TabInputWebview).map(({ label }) => label)
}
