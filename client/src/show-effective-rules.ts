import { l10n, type Uri } from "vscode"
import type { ShownCounts } from "../../pages/src/messages.ts"
import {
  type EffectiveRulesAnswer,
  effectiveRulesCommand,
  type LensSubject,
  type Subject,
} from "../../server/src/protocol.ts"
import { AnswerPanel, type PagedAnswer } from "./answer-panel.ts"
import { chooseSubject, subjectName, subjectOfLens } from "./choose-subject.ts"
import { askServer, type Reply, type Session, shownProblem } from "./session.ts"

export type EffectiveRulesPanel = AnswerPanel<Subject>

export function effectiveRulesPanel(session: Session, extension: Uri): EffectiveRulesPanel {
  return new AnswerPanel(session, extension, {
    viewType: "nsg.effectiveRules",
    takesFocus: true,
    ask: request => askRules(session, request),
  })
}

/**
 * `NSG: Show Effective Rules`, as tables to be sorted and filtered: a group's rules in evaluation order, custom and default; of a
 * subnet or NIC its levels, and what gets through all of them.
 */
export async function showEffectiveRules(
  session: Session,
  panel: EffectiveRulesPanel,
  request?: LensSubject,
): Promise<(EffectiveRulesAnswer & { readonly shown: ShownCounts | undefined }) | undefined> {
  const subject = request ? await subjectOfLens(request) : await chooseSubject(session)
  if (!subject) return undefined
  const paged = shownProblem(await askRules(session, subject))
  return paged && { ...paged.answer, shown: await panel.show(subject, paged) }
}

async function askRules(session: Session, request: Subject): Promise<Reply<PagedAnswer<EffectiveRulesAnswer>>> {
  const answer = await askServer<EffectiveRulesAnswer>(session, effectiveRulesCommand, request)
  if ("problem" in answer) return answer
  const title = l10n.t("Effective rules of {0}", subjectName(request))
  return { answer, content: { kind: "rules", title, request, view: answer.client.view } }
}
