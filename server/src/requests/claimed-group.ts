import * as l10n from "@vscode/l10n"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { folderUri, relativePath } from "../workspace/path-uri.ts"
import type { OpenDocument } from "../workspace/workspace.ts"
import type { CommandProblem } from "./command-subject.ts"

/** How a `.nsgflow` file says which group its claims are about. */
export interface ClaimedGroup {
  /** Its name, or its id where the document has others of that name. */
  readonly group: string
  /** Where it stands, from the flow file. */
  readonly file: string
}

/** A flow file beside a group's own. */
export function proposedFlowFile({ document: { uri } }: OpenDocument, { group }: JudgedGroup): string {
  return `${folderUri(uri, [])}/${encodeURIComponent(fileName(group.name))}.nsgflow`
}

export function claimedGroup(
  { document: { uri }, analysed }: OpenDocument,
  judged: JudgedGroup,
  flowFile: string,
): ClaimedGroup | CommandProblem {
  if (uri.startsWith("untitled:"))
    return { problem: l10n.t`Save the file first: expectations name the file of the NSG.` }
  const { id, name } = judged.group
  const isAlone = analysed.groups.filter(({ group }) => group.name.toLowerCase() === name.toLowerCase()).length === 1
  const folder = folderUri(flowFile, [])
  const file = relativePath(folder, isOfOneFile(judged, uri) ? uri : folderUri(uri, []))
  return { group: isAlone ? name : (id ?? name), file }
}

function isOfOneFile({ group: { document, rules } }: JudgedGroup, uri: string): boolean {
  return [document, ...rules.map(rule => rule.document)].every(one => one === undefined || one === uri)
}

/** Names may be expressions. */
function fileName(name: string): string {
  return name.replace(/[^\w.-]+/g, "-").replace(/^-+|(?<!-)-+$/g, "") || "nsg"
}
