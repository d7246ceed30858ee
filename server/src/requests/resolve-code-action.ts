import type { CodeAction, WorkspaceEdit } from "vscode-languageserver"
import { TextDocument } from "vscode-languageserver-textdocument"
import { fixAll } from "../analysis/fix-all.ts"
import { configurationNames, newConfiguration, silenceCheck } from "../analysis/silence-check.ts"
import { suppressFinding } from "../analysis/suppress-finding.ts"
import type { ActionData, FixableText } from "../features/code-actions.ts"
import { workspaceEdit } from "../features/workspace-edit.ts"
import { isRefusal } from "../syntax/edit.ts"
import type { FileSource } from "../workspace/file-source.ts"
import type { Workspace } from "../workspace/workspace.ts"

/** What the editor takes, and where configurations are. */
export interface ResolveHost {
  readonly workspace: Workspace
  readonly files: FileSource
  readonly takesVersions: boolean
  readonly createsFiles: boolean
}

/** The edit of an action that is worked out only when it is chosen; without one where there is nothing to be done. */
export async function resolveCodeAction(action: CodeAction, host: ResolveHost): Promise<CodeAction> {
  if (!isActionData(action.data)) return action
  const edit = await editOf(action.data, host)
  return edit ? { ...action, edit } : action
}

async function editOf(data: ActionData, host: ResolveHost): Promise<WorkspaceEdit | undefined> {
  const text = await host.workspace.fixable(data.uri)
  if (!text) return undefined
  if (data.what === "silence") return silencing(data, host)
  if (data.what === "suppress") return suppressing(data, text, host)
  const { edits } = fixAll(text)
  return edits.length > 0 ? workspaceEdit(text.document, edits, host.takesVersions) : undefined
}

function suppressing(data: ActionData, text: FixableText, { takesVersions }: ResolveHost): WorkspaceEdit | undefined {
  const finding = text.analysed.findings.find(
    ({ code, fault, range }) => code === data.code && fault === data.fault && range.start === data.start,
  )
  const edit = finding && suppressFinding(text, finding)
  return edit && !isRefusal(edit) ? workspaceEdit(text.document, edit, takesVersions) : undefined
}

/** In the nearest configuration above the document, within its folder of the workspace; else in a new one there. */
async function silencing({ uri, code = "" }: ActionData, host: ResolveHost): Promise<WorkspaceEdit | undefined> {
  const folder = host.workspace.folders.find(each => uri.startsWith(`${each}/`))
  if (folder === undefined) return undefined
  for (let above = parentOf(uri); above.length >= folder.length; above = parentOf(above)) {
    for (const name of configurationNames) {
      const configuration = `${above}/${name}`
      const open = host.workspace.documents.get(configuration)
      const text = open?.getText() ?? (await host.files.read(configuration))
      if (text === undefined) continue
      const edit = silenceCheck(text, name, code)
      const document = open ?? TextDocument.create(configuration, "", 0, text)
      return isRefusal(edit) ? undefined : workspaceEdit(document, edit, false)
    }
  }
  return host.createsFiles ? creation(`${folder}/${configurationNames[0]}`, newConfiguration(code)) : undefined
}

function creation(uri: string, newText: string): WorkspaceEdit {
  const start = { line: 0, character: 0 }
  return {
    documentChanges: [
      { kind: "create", uri, options: { ignoreIfExists: true } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText }] },
    ],
  }
}

function parentOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/"))
}

function isActionData(data: unknown): data is ActionData {
  return typeof data === "object" && data !== null && "what" in data && "uri" in data && typeof data.uri === "string"
}
