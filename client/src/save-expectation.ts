import {
  l10n,
  Position,
  type QuickPickItem,
  Range,
  RelativePattern,
  Selection,
  type TextDocument,
  type Uri,
  ViewColumn,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode"
import {
  type FlowClaimAnswer,
  type FlowClaimArgument,
  flowClaimCommand,
  type VerifyFlowArgument,
} from "../../server/src/protocol.ts"
import { runServerCommand, type Session } from "./session.ts"

/**
 * `NSG: Save as Expectation…`: writes a verified flow as a claim in a `.nsgflow` file, which the user looks at and saves: the one
 * that is handed in or chosen, else a new one beside the document.
 */
export async function saveExpectation(
  session: Session,
  request: VerifyFlowArgument,
  file?: Uri,
): Promise<TextDocument | undefined> {
  const chosen = file ? { file } : await chooseFile(session, request)
  if (!chosen) return undefined
  const document = chosen.file && (await workspace.openTextDocument(chosen.file))
  const into = document && {
    uri: session.server.client.code2ProtocolConverter.asUri(document.uri),
    text: document.getText(),
  }
  const argument: FlowClaimArgument = { ...request, ...(into && { into }) }
  const answer = await runServerCommand<FlowClaimAnswer>(session, flowClaimCommand, argument)
  if (!answer) return undefined
  const target = document ?? (await newDocument(session, answer.uri))
  await write(target, answer)
  return target
}

/** A file that is not there yet takes the claim when it is saved. */
function newDocument({ server }: Session, uri: string): Thenable<TextDocument> {
  return workspace.openTextDocument(server.client.protocol2CodeConverter.asUri(uri).with({ scheme: "untitled" }))
}

async function write(document: TextDocument, { at, text, claim }: FlowClaimAnswer): Promise<void> {
  const edit = new WorkspaceEdit()
  edit.insert(document.uri, new Position(at.line, at.character), text)
  await workspace.applyEdit(edit)
  const editor = await window.showTextDocument(document, ViewColumn.One)
  const start = document.positionAt(document.getText().lastIndexOf(claim))
  editor.selection = new Selection(start, start.translate(0, claim.length))
  editor.revealRange(new Range(start, start))
}

interface FileItem extends QuickPickItem {
  /** Absent for a new one. */
  readonly file?: Uri
}

/** Where there is no such file, none has to be chosen. */
async function chooseFile(session: Session, request: VerifyFlowArgument): Promise<Pick<FileItem, "file"> | undefined> {
  const files = await flowFiles(session, request)
  if (files.length === 0) return {}
  const items: FileItem[] = [
    ...files.map(file => ({ label: workspace.asRelativePath(file), file })),
    { label: l10n.t("$(new-file) New file…") },
  ]
  return window.showQuickPick(items, { placeHolder: l10n.t("Choose the file to save this expectation in") })
}

/** Those beside the document come first. */
async function flowFiles({ server }: Session, { uri }: VerifyFlowArgument): Promise<readonly Uri[]> {
  const all = await workspace.findFiles("**/*.nsgflow", undefined, mostFiles)
  if (uri === undefined) return all
  const document = server.client.protocol2CodeConverter.asUri(uri)
  const folder = document.with({ path: document.path.replace(/\/[^/]*$/, "") })
  const beside = await workspace.findFiles(new RelativePattern(folder, "*.nsgflow"))
  const known = new Set(beside.map(String))
  return [...beside, ...all.filter(file => !known.has(`${file}`))]
}

/** A list to choose from. */
const mostFiles = 50
