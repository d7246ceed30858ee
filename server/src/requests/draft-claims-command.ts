import * as l10n from "@vscode/l10n"
import { isProblem } from "../features/flow-text.ts"
import { draftClaims } from "../flows/draft-claims.ts"
import type { DraftClaimsAnswer } from "../protocol.ts"
import type { FlowDocuments } from "../workspace/flow-documents.ts"
import { claimedGroup, proposedFlowFile } from "./claimed-group.ts"
import type { CommandProblem, OpenSubject } from "./command-subject.ts"
import { referredGroup } from "./verify-flow-command.ts"

/** Claims of what a group does today, for a new file beside the group's own. */
export async function answerDraftClaims(
  flows: FlowDocuments,
  { subject, open }: OpenSubject,
): Promise<DraftClaimsAnswer | CommandProblem> {
  if (!open) return { problem: l10n.t`Name a document with an NSG.` }
  const judged = referredGroup(open, subject)
  if (isProblem(judged)) return judged
  const proposed = proposedFlowFile(open, judged)
  const claimed = claimedGroup(open, judged, proposed)
  if ("problem" in claimed) return claimed
  const worldOf = await flows.worldOf(proposed, `use nsg any in "${claimed.file}"`)
  const text = draftClaims(claimed, worldOf)
  return typeof text === "string" ? { uri: proposed, text } : text
}
