import type { EffectiveRulesAnswer, GroupReference } from "../../server/src/protocol.ts"
import { effectiveRulesCommand } from "../../server/src/protocol.ts"
import { chooseGroup } from "./choose-group.ts"
import { runServerCommand, type Session } from "./session.ts"

/** `NSG: Show Effective Rules`: a group's rules in evaluation order, custom and default, as a table to be read. */
export async function showEffectiveRules(
  session: Session,
  reference?: GroupReference,
): Promise<EffectiveRulesAnswer | undefined> {
  const group = reference ?? (await chooseGroup(session))
  if (!group) return undefined
  const answer = await runServerCommand<EffectiveRulesAnswer>(session, effectiveRulesCommand, group)
  if (!answer) return undefined
  await session.documents.show(`Effective rules of ${group.group ?? "the group"}`, answer.client.text, group.uri)
  return answer
}
