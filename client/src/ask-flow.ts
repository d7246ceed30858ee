import type { LensSubject, VerifyFlowAnswer, VerifyFlowArgument } from "../../server/src/protocol.ts"
import { verifyFlowCommand } from "../../server/src/protocol.ts"
import { chooseSubject, subjectOfLens } from "./choose-subject.ts"
import { rememberFlow } from "./flow-history.ts"
import { inputFlow } from "./flow-input.ts"
import { runServerCommand, type Session } from "./session.ts"
import { showVerdict } from "./show-verdict.ts"

/**
 * `NSG: Verify Flow…`. A code lens names the subject, a keybinding may name the flow too; what is missing is asked for.
 * Shows the answer, and hands it back to whoever called.
 */
export async function askFlow(
  session: Session,
  request?: LensSubject & { readonly flow?: string },
): Promise<VerifyFlowAnswer | undefined> {
  const subject = request ? await subjectOfLens(request) : await chooseSubject(session, { anyEnds: true })
  if (!subject) return undefined
  const flow = request?.flow ?? (await inputFlow(session, subject))
  if (flow === undefined) return undefined
  await rememberFlow(session.memory, flow)
  return verify(session, { ...subject, flow })
}

async function verify(session: Session, argument: VerifyFlowArgument): Promise<VerifyFlowAnswer | undefined> {
  const answer = await runServerCommand<VerifyFlowAnswer>(session, verifyFlowCommand, argument)
  if (answer) await showVerdict(session, argument, answer, () => verify(session, argument))
  return answer
}
