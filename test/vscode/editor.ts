import assert from "node:assert/strict"
import {
  commands,
  type Diagnostic,
  languages,
  Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode"

/** Waits until `probe` has an answer that is neither false nor undefined, and hands it back. */
export async function until<T>(what: string, probe: () => T | undefined | false | Promise<T | undefined | false>) {
  const deadline = Date.now() + 20_000
  for (;;) {
    const value = await probe()
    if (value !== undefined && value !== false) return value
    if (Date.now() > deadline) throw new Error(`Waited 20 s in vain: ${what}`)
    await pause(25)
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}

export function workspaceFile(name: string): Uri {
  const folder = workspace.workspaceFolders?.[0]
  assert.ok(folder, "the suite runs in a workspace")
  return Uri.joinPath(folder.uri, name)
}

/** Opens a file of the suite's workspace in an editor. */
export async function openFile(name: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(workspaceFile(name))
  await window.showTextDocument(document)
  return document
}

/** Opens a new, unsaved document in an editor. */
export async function openText(language: string, content: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument({ language, content })
  await window.showTextDocument(document)
  return document
}

/** The findings of this extension in a document, as `code: text they stand on`. */
function findingsOf(document: TextDocument): readonly string[] {
  return ownDiagnostics(document).map(diagnostic => `${codeOf(diagnostic)}: ${firstLine(document, diagnostic.range)}`)
}

/** Waits until a document has exactly these findings. */
export async function expectFindings(document: TextDocument, expected: readonly string[]): Promise<void> {
  const wanted = [...expected].sort()
  const found = () => [...findingsOf(document)].sort()
  const same = () => JSON.stringify(found()) === JSON.stringify(wanted)
  await until("findings", same).catch(() => assert.deepEqual(found(), wanted))
}

/** But for exposure, which the sample groups are not about: they let the Internet in for brevity. */
export function ownDiagnostics({ uri }: Pick<TextDocument, "uri">): readonly Diagnostic[] {
  const own = languages.getDiagnostics(uri).filter(diagnostic => diagnostic.source === "nsg")
  return own.filter(diagnostic => !/^(exposed-|allow-any-to-any$)/.test(codeOf(diagnostic)))
}

export function codeOf({ code }: Diagnostic): string {
  return String(typeof code === "object" ? code.value : code)
}

/** Replaces the first occurrence of a text, as a user's edit would. */
export async function replaceText(document: TextDocument, text: string, replacement: string): Promise<void> {
  const edit = new WorkspaceEdit()
  edit.replace(document.uri, rangeOf(document, text), replacement)
  assert.ok(await workspace.applyEdit(edit))
}

/** Where a text first occurs in a document. */
export function rangeOf(document: TextDocument, text: string): Range {
  const start = document.getText().indexOf(text)
  assert.ok(start >= 0, `${document.uri} contains ${text}`)
  return new Range(document.positionAt(start), document.positionAt(start + text.length))
}

/** Runs `body` under a setting of `nsg`, and takes it back. */
export async function withSetting(name: string, value: unknown, body: () => Promise<void>): Promise<void> {
  const update = (to: unknown) => workspace.getConfiguration("nsg").update(name, to, false)
  await update(value)
  try {
    await body()
  } finally {
    await update(undefined)
  }
}

/**
 * Takes back what was not saved, and closes all editors. Settings are left alone: VS Code
 * rewrites outdated ones of its own in its first seconds, and saves them itself.
 */
export async function closeEverything(): Promise<void> {
  const edited = workspace.textDocuments.filter(
    ({ isDirty, fileName }) => isDirty && !fileName.endsWith("settings.json"),
  )
  for (const document of edited) {
    await window.showTextDocument(document)
    await commands.executeCommand("workbench.action.files.revert")
  }
  await commands.executeCommand("workbench.action.closeAllEditors")
}

function firstLine(document: TextDocument, range: Range): string {
  return document.getText(range).split("\n")[0] ?? ""
}

/** Presses Enter in the list that a command shows, until it has its answer. */
export async function acceptingFirstPick<T>(asked: Thenable<T>): Promise<T> {
  let answered = false
  void asked.then(() => {
    answered = true
  })
  await until("the answer to the picked entry", async () => {
    await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem")
    await pause(200)
    return answered
  })
  return asked
}
