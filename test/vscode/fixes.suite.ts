import assert from "node:assert/strict"
import { suite, teardown, test } from "mocha"
import { type CodeAction, commands, type TextDocument, workspace } from "vscode"
import { closeEverything, expectFindings, openFile, ownDiagnostics, rangeOf, until } from "./editor.ts"

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
