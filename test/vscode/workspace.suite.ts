import assert from "node:assert/strict"
import { suite, teardown, test } from "mocha"
import { type Location, workspace } from "vscode"
import { closeEverything, expectFindings, openFile, ownDiagnostics, until, workspaceFile } from "./editor.ts"

suite("the whole workspace", () => {
  teardown(closeEverything)

  test("a rule is judged with its group and its neighbours, whose files are not open", async () => {
    const document = await openFile("k8s/close.yaml")
    await expectFindings(document, ["shadowed-rule: close"])
    const [related] = ownDiagnostics(document)[0]?.relatedInformation ?? []
    assert.equal(`${related?.location.uri}`, `${workspaceFile("k8s/open.yaml")}`)
    assert.deepEqual(startOf(related?.location), [2, 18])
  })

  test("a change on the disk is seen", async () => {
    const file = workspaceFile("k8s/open.yaml")
    const before = await workspace.fs.readFile(file)
    const document = await openFile("k8s/close.yaml")
    await expectFindings(document, ["shadowed-rule: close"])
    try {
      await workspace.fs.writeFile(
        file,
        new TextEncoder().encode(`${new TextDecoder().decode(before)}`.replace("100", "300")),
      )
      await expectFindings(document, [])
    } finally {
      await workspace.fs.writeFile(file, before)
    }
    await expectFindings(document, ["shadowed-rule: close"])
  })

  test("with nsg.workspace.diagnostics files that are not open have findings, too", async () => {
    const settings = workspace.getConfiguration("nsg.workspace")
    const file = workspaceFile("k8s/never-opened.yaml")
    await settings.update("diagnostics", "workspace")
    try {
      await until("findings of a closed file", () => ownDiagnostics({ uri: file }).length > 0)
    } finally {
      await settings.update("diagnostics", undefined)
    }
    await until("no findings of a closed file", () => ownDiagnostics({ uri: file }).length === 0)
  })
})

function startOf(location: Location | undefined): number[] | undefined {
  return location && [location.range.start.line, location.range.start.character]
}
