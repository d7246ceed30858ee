import { l10n, type QuickPickItem, QuickPickItemKind, type TextEditor, Uri, window, workspace } from "vscode"
import {
  type GroupEntry,
  type GroupsParams,
  groupsRequest,
  type LensSubject,
  type NetworkEntry,
  networkEntriesRequest,
  type Subject,
} from "../../server/src/protocol.ts"
import { asRange } from "./as-range.ts"
import type { Session } from "./session.ts"

/**
 * What a command is to be about: what is around the cursor, else what the user picks; undefined when there is nothing.
 * `anyEnds` offers the workspace's networks as a whole, too; `onlyGroups` nothing but NSGs.
 */
export async function chooseSubject(
  session: Session,
  { anyEnds = false, onlyGroups = false } = {},
): Promise<Subject | undefined> {
  const editor = window.activeTextEditor
  const here = editor && (await subjectAtCursor(session, editor))
  if (here && !(onlyGroups && here.group === undefined)) return here
  const [groups, things] = await Promise.all([findGroups(session, {}), onlyGroups ? [] : findThings(session, {})])
  return pickSubject([
    ...(anyEnds && things.length > 0 ? [networksItem(editor)] : []),
    ...section(l10n.t("NSGs"), groups.map(groupItem)),
    ...section(l10n.t("Subnets"), things.filter(({ kind }) => kind === "subnet").map(thingItem)),
    ...section(l10n.t("NICs"), things.filter(({ kind }) => kind === "networkInterface").map(thingItem)),
    ...section(l10n.t("VMs and scale sets"), things.filter(({ kind }) => kind === "machine").map(thingItem)),
  ])
}

/** The subject that a lens is about; of several that a loop makes at its place the one that the user picks. */
export async function subjectOfLens({ oneOf, ...subject }: LensSubject): Promise<Subject | undefined> {
  if (!oneOf) return subject
  const items = oneOf.map(each => ({ label: subjectName(each), subject: each }))
  return (await window.showQuickPick(items, { placeHolder: l10n.t("Made by a loop: choose one") }))?.subject
}

/** The subject as people call it: a thing of a network without its type. */
export function subjectName({ group, end }: Subject): string {
  return group ?? end?.replace(/^[a-z]+:|^.*\//, "") ?? l10n.t("the network")
}

async function subjectAtCursor(session: Session, editor: TextEditor): Promise<Subject | undefined> {
  const uri = session.server.client.code2ProtocolConverter.asUri(editor.document.uri)
  const [groups, things] = await Promise.all([findGroups(session, { uri }), findThings(session, { uri })])
  const isAround = ({ range }: GroupEntry | NetworkEntry) => asRange(range).contains(editor.selection.active)
  const group = groups.find(isAround)
  // A subnet stands in a network, a NIC may stand in its machine: what begins last is the innermost.
  const thing = things.filter(isAround).reduce<NetworkEntry | undefined>(innermost, undefined)
  return group ? groupSubject(group) : thing && thingSubject(thing)
}

function innermost(one: NetworkEntry | undefined, other: NetworkEntry): NetworkEntry {
  return one && asRange(one.range).start.isAfter(asRange(other.range).start) ? one : other
}

interface SubjectItem extends QuickPickItem {
  readonly subject?: Subject
}

async function pickSubject(items: readonly SubjectItem[]): Promise<Subject | undefined> {
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t("No NSG found in this workspace or in the open files."))
    return undefined
  }
  return (
    await window.showQuickPick(items, {
      placeHolder: l10n.t("Choose an NSG or network resource"),
      matchOnDescription: true,
    })
  )?.subject
}

function section(label: string, items: readonly SubjectItem[]): readonly SubjectItem[] {
  return items.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...items]
}

function networksItem(editor: TextEditor | undefined): SubjectItem {
  return {
    label: `$(type-hierarchy) ${l10n.t("Between any two endpoints in the network")}`,
    description: l10n.t("such as nic:NAME -> subnet:VNET/SUBNET"),
    subject: editor ? { uri: editor.document.uri.toString() } : {},
  }
}

function groupItem(group: GroupEntry): SubjectItem {
  return { label: group.name, description: placeOf(group), subject: groupSubject(group) }
}

function groupSubject({ uri, name, nameRange }: GroupEntry): Subject {
  return { uri, group: name, at: nameRange.start }
}

function thingItem(thing: NetworkEntry): SubjectItem {
  return { label: thing.name, description: `${thing.groups}  ${placeOf(thing)}`, subject: thingSubject(thing) }
}

function thingSubject({ uri, end }: NetworkEntry): Subject {
  return { uri, end }
}

function placeOf({ uri, nameRange }: GroupEntry | NetworkEntry): string {
  return `${workspace.asRelativePath(Uri.parse(uri))}:${nameRange.start.line + 1}`
}

function findGroups({ server: { client } }: Session, params: GroupsParams): Promise<readonly GroupEntry[]> {
  return client.sendRequest(groupsRequest, params)
}

function findThings({ server: { client } }: Session, params: GroupsParams): Promise<readonly NetworkEntry[]> {
  return client.sendRequest(networkEntriesRequest, params)
}
