import assert from "node:assert/strict"
import { suite, teardown, test } from "mocha"
import {
  commands,
  DiagnosticSeverity,
  DiagnosticTag,
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  languages,
  type TextDocument,
  Uri,
  window,
  workspace,
} from "vscode"
import {
  closeEverything,
  codeOf,
  expectFindings,
  openFile,
  openText,
  ownDiagnostics,
  pause,
  replaceText,
  until,
  workspaceFile,
} from "./editor.ts"

suite("diagnostics", () => {
  teardown(closeEverything)

  test("a dead Deny is an error on the rule's name that leads to the rule above it", async () => {
    const document = await openFile("web.json")
    await expectFindings(document, ["shadowed-rule: deny-https-from-lab"])
    const finding = shadowed(document)
    assert.equal(finding.severity, DiagnosticSeverity.Error)
    const [related] = finding.relatedInformation ?? []
    assert.equal(related?.location.uri.toString(), document.uri.toString())
    assert.match(document.getText(related?.location.range), /allow-web/)
  })

  test("an edit that brings the rule to life clears it, and undoing the edit brings it back", async () => {
    const document = await openFile("web.json")
    await expectFindings(document, ["shadowed-rule: deny-https-from-lab"])
    await replaceText(document, '"priority": 200', '"priority": 99')
    await expectFindings(document, ["priority-out-of-range: 99"])
    await replaceText(document, '"priority": 99', '"priority": 4000')
    await expectFindings(document, ["shadowed-rule: deny-https-from-lab"])
    await replaceText(document, '"80-443"', '"80"')
    await expectFindings(document, [])
    await replaceText(document, '"80"', '"80-443"')
    await expectFindings(document, ["shadowed-rule: deny-https-from-lab"])
  })

  test("YAML: a rule that does nothing fades as a whole", async () => {
    const document = await openFile("playbook.yml")
    await until("a finding", () => ownDiagnostics(document).length === 1)
    const finding = shadowed(document)
    assert.equal(finding.severity, DiagnosticSeverity.Hint)
    assert.deepEqual(finding.tags, [DiagnosticTag.Unnecessary])
    assert.match(document.getText(finding.range), /allow-sql-from-app.*110/s)
  })

  test("a file without a group has none", async () => {
    const document = await openFile("ordinary.json")
    const other = await openFile("web.json")
    await until("the other file's finding", () => ownDiagnostics(other).length === 1)
    assert.deepEqual(ownDiagnostics(document), [])
  })

  test("an unsaved document is judged by its language", async () => {
    const file = await openFile("web.json")
    const document = await openText("json", file.getText())
    assert.equal(document.uri.scheme, "untitled")
    await expectFindings(document, ["shadowed-rule: deny-https-from-lab"])
  })

  test("a template that another extension calls arm-template is judged too", async () => {
    const file = await openFile("web.json")
    const document = await openText("arm-template", file.getText())
    assert.equal(document.languageId, "arm-template")
    await expectFindings(document, ["shadowed-rule: deny-https-from-lab"])
  })

  test("a file of a virtual workspace, which no disk holds, is judged too", async () => {
    const { uri } = await openFile("web.json")
    const registration = workspace.registerFileSystemProvider("vscode-vfs", oneFile(await workspace.fs.readFile(uri)))
    const document = await workspace.openTextDocument(Uri.parse("vscode-vfs://github/contoso/network/web.json"))
    await window.showTextDocument(document)
    await expectFindings(document, ["shadowed-rule: deny-https-from-lab"])
    await closeEverything()
    registration.dispose()
  })

  test("what git shows of an older version is left alone", async () => {
    // The workspace's settings switch VS Code's own provider of this scheme off.
    const registration = workspace.registerTextDocumentContentProvider("git", {
      provideTextDocumentContent: async () => (await workspace.openTextDocument(workspaceFile("web.json"))).getText(),
    })
    const current = workspaceFile("web.json")
    const original = Uri.from({ scheme: "git", path: current.path, query: "HEAD" })
    await commands.executeCommand("vscode.diff", original, current, "web.json (HEAD)")
    const document = await workspace.openTextDocument(current)
    const older = await workspace.openTextDocument(original)
    assert.equal(older.getText(), document.getText())
    await expectFindings(document, ["shadowed-rule: deny-https-from-lab"])
    await pause(300)
    assert.deepEqual(languages.getDiagnostics(original), [])
    registration.dispose()
  })
})

/** A read-only file system that has the same file wherever one looks. */
function oneFile(content: Uint8Array): FileSystemProvider {
  const refuse = () => {
    throw FileSystemError.NoPermissions()
  }
  return {
    onDidChangeFile: new EventEmitter<FileChangeEvent[]>().event,
    watch: () => new Disposable(() => {}),
    stat: () => ({ type: FileType.File, ctime: 0, mtime: 0, size: content.length }),
    readFile: () => content,
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  }
}

function shadowed(document: TextDocument) {
  const finding = ownDiagnostics(document).find(diagnostic => codeOf(diagnostic) === "shadowed-rule")
  assert.ok(finding)
  return finding
}
