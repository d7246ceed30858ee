import assert from "node:assert/strict"
import { suite, teardown, test } from "mocha"
import { commands, env, extensions, type Hover, lm, type MarkdownString, UIKind, workspace } from "vscode"
import type { ShownCounts } from "../../../pages/src/messages.ts"
import type {
  ClaimResult,
  EffectiveRulesAnswer,
  LoadFlowLogResult,
  NamedPlace,
  NetworkTree,
  VerifyFlowAnswer,
} from "../../../server/src/protocol.ts"
import { closeEverything, expectFindings, openFile, rangeOf, replaceText, until, workspaceFile } from "../editor.ts"
import { expectedRows } from "../expected-rows.ts"
import { print } from "../print.ts"

interface Shown {
  readonly shown?: ShownCounts
}

const shadowed = "shadowed-rule: deny-https-from-lab"

suite("in a browser, with nothing behind it but a file system of its own", () => {
  teardown(closeEverything)

  test("a file that is opened has its findings", async () => {
    assert.deepEqual([env.uiKind, env.remoteName], [UIKind.Web, undefined])
    assert.equal(workspace.workspaceFolders?.[0]?.uri.scheme, "memory")
    const started = performance.now()
    await expectFindings(await openFile("web.json"), [shadowed])
    print(`from opening the first NSG to its findings: ${Math.round(performance.now() - started)} ms`)
    assert.ok(extensions.getExtension("nsg-tools.nsg-language-support")?.isActive)
  })

  test("hovers tell, and typing is followed", async () => {
    const document = await openFile("web.json")
    const { start } = rangeOf(document, "deny-https-from-lab")
    const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, start)
    const text = hovers.flatMap(({ contents }) => contents.map(textOf)).join("\n")
    assert.match(text, /\*\*deny-https-from-lab\*\* · 200/)
    await replaceText(document, '"80-443"', '"80"')
    await expectFindings(document, [])
  })

  test("a flow is verified, and the answer drawn on its page", async () => {
    const { uri } = await openFile("web.json")
    const flow = "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:443"
    const request = { uri: uri.toString(), group: "web-nsg", flow }
    const answer = await commands.executeCommand<VerifyFlowAnswer & Shown>("nsg.askFlow", request)
    assert.equal(answer.ruleName, "securityRules/allow-web")
    assert.equal(answer.shown?.rows, answer.client.view.traces[0]?.tried.length)
  })

  test("effective rules are drawn on their page", async () => {
    const { uri } = await openFile("web.json")
    const request = { uri: uri.toString(), group: "web-nsg" }
    const answer = await commands.executeCommand<EffectiveRulesAnswer & Shown>("nsg.showEffectiveRules", request)
    assert.equal(answer.shown?.rows, expectedRows(answer))
  })

  test("a parameter file beside the template counts, and so does a change of it", async () => {
    const document = await openFile("parameters/main.json")
    await expectFindings(document, ["shadowed-rule: {"])
    const file = workspaceFile("parameters/main.parameters.json")
    const before = await workspace.fs.readFile(file)
    await workspace.fs.writeFile(
      file,
      new TextEncoder().encode(new TextDecoder().decode(before).replace('"*"', '"22"')),
    )
    await expectFindings(document, [])
    await workspace.fs.writeFile(file, before)
    await expectFindings(document, ["shadowed-rule: {"])
  })

  test("files that nobody opened are read, and followed", async () => {
    const document = await openFile("k8s/close.yaml")
    await expectFindings(document, ["shadowed-rule: close"])
    const file = workspaceFile("k8s/open.yaml")
    const before = await workspace.fs.readFile(file)
    await workspace.fs.writeFile(file, new TextEncoder().encode(new TextDecoder().decode(before).replace("100", "300")))
    await expectFindings(document, [])
    await workspace.fs.writeFile(file, before)
    await expectFindings(document, ["shadowed-rule: close"])
  })

  test("the networks of the workspace are in the view", async () => {
    const tree = await commands.executeCommand<NetworkTree<NamedPlace>>("nsg.networks.refresh")
    assert.ok(JSON.stringify(tree.roots).includes("hub"))
  })

  test("claims are found and proved", async () => {
    const uri = workspaceFile("shop.nsgflow")
    await until("the tests of the file", async () => {
      const found = await commands.executeCommand<string[]>("vscode.testing.getTestsInFile", uri)
      return (found ?? []).length >= 3
    })
    const results = await commands.executeCommand<readonly ClaimResult[]>("nsg.verifyClaims", { uri: `${uri}` })
    assert.deepEqual(
      results.map(({ status }) => status),
      ["holds", "fails", "holds"],
    )
  })

  test("what needs a disk is not offered, or says so", async () => {
    const asked = Promise.resolve(lm.invokeTool("nsg_check", { input: {}, toolInvocationToken: undefined }))
    assert.match(`${await asked.catch(error => error)}`, /needs an open folder on disk/)
    const loaded = await commands.executeCommand<LoadFlowLogResult>("nsg.loadFlowLog", [workspaceFile("web.json")])
    assert.match(loaded.problems.join(), /not read in a browser/)
  })

  test("the server is restarted by its command", async () => {
    const document = await openFile("web.json")
    await expectFindings(document, [shadowed])
    await commands.executeCommand("nsg.restartServer")
    await expectFindings(document, [shadowed])
    await replaceText(document, '"80-443"', '"80"')
    await expectFindings(document, [])
  })
})

function textOf(content: Hover["contents"][number]): string {
  return (content as MarkdownString).value
}
