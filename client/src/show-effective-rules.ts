import type { EffectiveRulesAnswer, LensSubject } from "../../server/src/protocol.ts"
import { effectiveRulesCommand } from "../../server/src/protocol.ts"
import { chooseSubject, subjectName, subjectOfLens } from "./choose-subject.ts"
import { runServerCommand, type Session } from "./session.ts"

/**
 * `NSG: Show Effective Rules`, as tables to be read: a group's rules in evaluation order, custom and default; of a subnet or
 * NIC what gets through all levels.
 */
export async function showEffectiveRules(
  session: Session,
  request?: LensSubject,
): Promise<EffectiveRulesAnswer | undefined> {
  const subject = request ? await subjectOfLens(request) : await chooseSubject(session)
  if (!subject) return undefined
  const answer = await runServerCommand<EffectiveRulesAnswer>(session, effectiveRulesCommand, subject)
  if (!answer) return undefined
  await session.documents.show(`Effective rules of ${subjectName(subject)}`, answer.client, subject.uri ?? "")
  return answer
}
