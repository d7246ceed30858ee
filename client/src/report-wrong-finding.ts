import { type Diagnostic, l10n, languages, type TextDocument, type TextEditor, window, workspace } from "vscode"
import { type FindingReportParams, findingReportRequest } from "../../server/src/protocol.ts"
import type { Session } from "./session.ts"

/**
 * `NSG: Report a Wrong Finding`: the text of an issue about one of the active document's findings, in a document of its own that
 * is not saved. Nothing is sent; whoever reported it reads it first.
 */
export async function reportWrongFinding(session: Session): Promise<TextDocument | undefined> {
  const editor = window.activeTextEditor
  const finding = editor && (await chooseFinding(editor))
  if (!editor || !finding) return undefined
  const { client } = session.server
  const params: FindingReportParams = {
    uri: client.code2ProtocolConverter.asUri(editor.document.uri),
    code: codeOf(finding),
    start: client.code2ProtocolConverter.asPosition(finding.range.start),
  }
  const content = await client.sendRequest<string | null>(findingReportRequest, params)
  if (content === null) {
    void window.showInformationMessage(l10n.t("This finding is gone: the file has changed."))
    return undefined
  }
  const document = await workspace.openTextDocument({ language: "markdown", content })
  await window.showTextDocument(document)
  return document
}

/** The only one at the cursor, else one that is picked, those at the cursor first. */
async function chooseFinding({ document, selection }: TextEditor): Promise<Diagnostic | undefined> {
  const findings = languages.getDiagnostics(document.uri).filter(({ source }) => source === "nsg")
  if (findings.length === 0) {
    void window.showInformationMessage(
      l10n.t("There is no finding in this file. Open the file with the wrong finding."),
    )
    return undefined
  }
  const isHere = ({ range }: Diagnostic) => range.intersection(selection) !== undefined
  const here = findings.filter(isHere)
  if (here.length === 1) return here[0]
  const items = [...here, ...findings.filter(one => !isHere(one))].map(finding => ({
    label: finding.message,
    description: l10n.t("{0}, line {1}", codeOf(finding), finding.range.start.line + 1),
    finding,
  }))
  return (
    await window.showQuickPick(items, { placeHolder: l10n.t("Which finding is wrong?"), matchOnDescription: true })
  )?.finding
}

function codeOf({ code }: Diagnostic): string {
  return String(typeof code === "object" ? code.value : code)
}
