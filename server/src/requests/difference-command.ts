import * as l10n from "@vscode/l10n"
import { groupVersions } from "../analysis/group-versions.ts"
import { compareVersions, type VersionComparison } from "../features/compare-versions.ts"
import { differenceJson, differenceText } from "../features/difference-text.ts"
import { networkContext } from "../judging/network-context.ts"
import type { DifferenceAnswer, DifferenceArgument } from "../protocol.ts"
import type { DocumentVersions, OpenDocument, Workspace } from "../workspace/workspace.ts"
import type { CommandProblem } from "./command-subject.ts"

/** What became of the groups of a document, or of the version of it that `own` is, since another version. */
export async function compareDocument(
  workspace: Workspace,
  uri: string,
  text: string,
  own?: string,
): Promise<readonly VersionComparison[] | undefined> {
  const versions = await workspace.versions(uri, text, own)
  return versions && comparisonsOf(versions)
}

function comparisonsOf({ before, after, tagData }: DocumentVersions): readonly VersionComparison[] {
  const groupsOf = ({ text, index }: DocumentVersions["after"]) => ({
    groups: groupVersions([text], index).map(one => ({ ...one, file: "" })),
    isAttached: () => false,
  })
  return compareVersions(groupsOf(before), groupsOf(after), networkContext({ tagData }))
}

interface Untrusted {
  readonly uri?: unknown
  readonly text?: unknown
  readonly other?: { readonly name?: unknown; readonly text?: unknown } | null
}

export function isDifferenceArgument(argument: object): argument is DifferenceArgument & { readonly uri: string } {
  const { uri, text, other }: Untrusted = argument
  const isText = text === undefined || typeof text === "string"
  return isText && typeof uri === "string" && typeof other?.name === "string" && typeof other.text === "string"
}

/** Of the group that is meant, or of all groups of the document and those that are gone from it. */
export async function answerDifference(
  workspace: Workspace,
  { uri, text: own, group, at, other }: DifferenceArgument & { readonly uri: string },
  open: OpenDocument | undefined,
): Promise<DifferenceAnswer | CommandProblem> {
  const all = await compareDocument(workspace, uri, other.text, own)
  if (!all) return { problem: l10n.t`${uri} is not an open document.` }
  const offset = at && open?.document.offsetAt(at)
  const isMeant = ({ after, compared }: VersionComparison) => {
    if (offset !== undefined && after) return after.group.range.start <= offset && offset <= after.group.range.end
    return group === undefined || compared.name === group
  }
  const compared = all.filter(isMeant).map(one => one.compared)
  if (compared.length === 0)
    return { problem: l10n.t`There is no NSG to compare in this document or in ${other.name}.` }
  const text = `${l10n.t`Since ${other.name}`}\n\n${differenceText(compared)}`
  return { ...differenceJson(compared), client: { text } }
}
