import { type TextDocument, type Uri, WorkspaceEdit, window, workspace } from "vscode"
import { type DraftClaimsAnswer, draftClaimsCommand, type Subject } from "../../server/src/protocol.ts"
import { chooseSubject } from "./choose-subject.ts"
import { runServerCommand, type Session } from "./session.ts"

/** `NSG: Write Expectations…`: opens a new `.nsgflow` file beside a group's own, which the user may save. */
export async function writeExpectations(session: Session, request?: Subject): Promise<TextDocument | undefined> {
  const subject = request ?? (await chooseSubject(session, { onlyGroups: true }))
  if (!subject) return undefined
  const draft = await runServerCommand<DraftClaimsAnswer>(session, draftClaimsCommand, subject)
  if (!draft) return undefined
  const uri = await freeUri(session.server.client.protocol2CodeConverter.asUri(draft.uri))
  const document = await workspace.openTextDocument(uri.with({ scheme: "untitled" }))
  const edit = new WorkspaceEdit()
  edit.insert(document.uri, document.positionAt(0), draft.text)
  await workspace.applyEdit(edit)
  await window.showTextDocument(document)
  return document
}

/** `web.nsgflow`, or `web-2.nsgflow` where there is one already, saved or not. */
async function freeUri(proposed: Uri, count = 1): Promise<Uri> {
  const uri = count === 1 ? proposed : proposed.with({ path: proposed.path.replace(/\.nsgflow$/, `-${count}.nsgflow`) })
  const isOpen = workspace.textDocuments.some(({ uri: { path } }) => path === uri.path)
  const isThere =
    isOpen ||
    (await workspace.fs.stat(uri).then(
      () => true,
      () => false,
    ))
  return isThere ? freeUri(proposed, count + 1) : uri
}
