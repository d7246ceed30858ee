import type { CommandProblem, OpenSubject } from "./command-subject.ts"
import { isProblem } from "./features/flow-text.ts"
import type { FlowDocuments } from "./flow-documents.ts"
import { draftClaims } from "./flows/draft-claims.ts"
import type { JudgedGroup } from "./judging/judged-group.ts"
import type { DraftClaimsAnswer } from "./protocol.ts"
import { referredGroup } from "./verify-flow-command.ts"

/** Claims of what a group does today, for a new file beside the group's own. */
export async function answerDraftClaims(
  flows: FlowDocuments,
  { subject, open }: OpenSubject,
): Promise<DraftClaimsAnswer | CommandProblem> {
  if (!open) return { problem: "Name a document with an NSG." }
  const judged = referredGroup(open, subject)
  if (isProblem(judged)) return judged
  const { uri } = open.document
  if (uri.startsWith("untitled:")) return { problem: "Save the file first: expectations name the file of the NSG." }
  const folder = uri.slice(0, uri.lastIndexOf("/"))
  const file = isOfOneFile(judged, uri) ? `./${decodeURIComponent(uri.slice(folder.length + 1))}` : "."
  const { id, name } = judged.group
  const proposed = `${folder}/${encodeURIComponent(fileName(name))}.nsgflow`
  const worldOf = await flows.worldOf(proposed, `use nsg any in "${file}"`)
  const isAlone =
    open.analysed.groups.filter(({ group }) => group.name.toLowerCase() === name.toLowerCase()).length === 1
  const text = draftClaims({ group: isAlone ? name : (id ?? name), file }, worldOf)
  return typeof text === "string" ? { uri: proposed, text } : text
}

function isOfOneFile({ group: { document, rules } }: JudgedGroup, uri: string): boolean {
  return [document, ...rules.map(rule => rule.document)].every(one => one === undefined || one === uri)
}

/** Names may be expressions. */
function fileName(name: string): string {
  return name.replace(/[^\w.-]+/g, "-").replace(/^-+|-+$/g, "") || "nsg"
}
