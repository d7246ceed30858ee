import { type QuickPickItem, Range, type TextEditor, Uri, window, workspace } from "vscode"
import { type GroupEntry, type GroupReference, type GroupsParams, groupsRequest } from "../../server/src/protocol.ts"
import type { Session } from "./session.ts"

/** The group around the cursor, else one the user picks from the workspace; undefined when there is none. */
export async function chooseGroup(session: Session): Promise<GroupReference | undefined> {
  const editor = window.activeTextEditor
  const here = editor && (await groupAtCursor(session, editor))
  const group = here ?? (await pickGroup(await findGroups(session, {})))
  return group && { uri: group.uri, group: group.name, at: group.nameRange.start }
}

async function groupAtCursor(session: Session, editor: TextEditor): Promise<GroupEntry | undefined> {
  const uri = session.server.client.code2ProtocolConverter.asUri(editor.document.uri)
  const groups = await findGroups(session, { uri })
  return groups.find(({ range }) => asRange(range).contains(editor.selection.active))
}

async function pickGroup(groups: readonly GroupEntry[]): Promise<GroupEntry | undefined> {
  if (groups.length === 0) {
    void window.showInformationMessage("No NSG found in this workspace or in the open files.")
    return undefined
  }
  const placeHolder = "Choose an NSG"
  return (await window.showQuickPick(groups.map(describeGroup), { placeHolder, matchOnDescription: true }))?.group
}

function describeGroup(group: GroupEntry): QuickPickItem & { group: GroupEntry } {
  const file = workspace.asRelativePath(Uri.parse(group.uri))
  return { label: group.name, description: `${file}:${group.nameRange.start.line + 1}`, group }
}

function findGroups({ server: { client } }: Session, params: GroupsParams): Promise<readonly GroupEntry[]> {
  return client.sendRequest(groupsRequest, params)
}

function asRange({ start, end }: GroupEntry["range"]): Range {
  return new Range(start.line, start.character, end.line, end.character)
}
