import assert from "node:assert/strict"
import { suite, teardown, test } from "mocha"
import { type CodeAction, commands, languages, type TextDocument, window, workspace } from "vscode"
import { closeEverything, expectFindings, openFile, openText, ownDiagnostics, rangeOf, until } from "./editor.ts"

suite("fixes", () => {
  teardown(closeEverything)

  test("a quick fix says what it does to the traffic, and does it", async () => {
    const document = await openFile("web.json")
    await expectFindings(document, ["shadowed-rule: deny-https-from-lab"])
    const actions = await actionsOn(document, "deny-https-from-lab")
    const move = actions.find(({ title }) => title.startsWith("Move to "))
    assert.match(move?.title ?? "", /^Move to \d+.* \(newly denies .*\)$/)
    assert.equal(move?.isPreferred, true)
    assert.ok(move?.edit && (await workspace.applyEdit(move.edit)))
    await expectFindings(document, [])
  })

  test("the source of an exposing rule is typed into a place that is selected", async () => {
    const rule = { name: "ssh", priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp" }
    const ends = { sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "10.0.0.4" }
    const group = { name: "web", securityRules: [{ ...rule, ...ends, destinationPortRange: "22" }] }
    const type = "Microsoft.Network/networkSecurityGroups"
    const document = await openText("json", JSON.stringify({ ...group, type }, null, 2))
    const found = () => languages.getDiagnostics(document.uri).some(({ source }) => source === "nsg")
    await until("a finding", found)
    const actions = await actionsOn(document, '"*"')
    const typed = actions.find(({ title }) => title === "Allow only a prefix that you enter")
    assert.ok(typed?.edit && (await workspace.applyEdit(typed.edit)))
    assert.match(document.getText(), /"sourceAddressPrefix": "203\.0\.113\.0\/24"/)
    const selected = window.activeTextEditor?.selection
    assert.equal(selected && document.getText(selected), "203.0.113.0/24")
  })

  test("a comment that ignores a finding is written where the rule is, when it is chosen", async () => {
    const document = await openFile("playbook.yml")
    await until("a finding", () => ownDiagnostics(document).length === 1)
    const name = document.getText(ownDiagnostics(document)[0]?.range).split("\n")[0] ?? ""
    const actions = await actionsOn(document, name)
    const ignore = actions.find(({ title }) => title.startsWith("Ignore "))
    assert.ok(ignore?.edit && (await workspace.applyEdit(ignore.edit)))
    assert.match(document.getText(), /# nsg-ignore [a-z-]+: TODO say why/)
  })

  test("all that changes no traffic is offered by its own kind", async () => {
    const document = await openFile("playbook.yml")
    await until("a finding", () => ownDiagnostics(document).length === 1)
    const [all] = await commands.executeCommand<CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      rangeOf(document, "azure_rm_securitygroup"),
      "source.fixAll.nsg",
      5,
    )
    assert.ok(all?.edit && (await workspace.applyEdit(all.edit)))
    await expectFindings(document, [])
  })
})

/** The actions of this extension, with their edits. */
async function actionsOn(document: TextDocument, text: string): Promise<readonly CodeAction[]> {
  const range = rangeOf(document, text)
  const start = range.start.translate(0, 1)
  return commands.executeCommand<CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range.with(start, start),
    "quickfix",
    10,
  )
}
