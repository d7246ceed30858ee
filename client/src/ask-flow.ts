import type { ShownCounts } from "../../pages/src/messages.ts"
import type { LensSubject, VerifyFlowAnswer, VerifyFlowArgument } from "../../server/src/protocol.ts"
import { chooseSubject, subjectOfLens } from "./choose-subject.ts"
import { rememberFlow } from "./flow-history.ts"
import { inputFlow } from "./flow-input.ts"
import { type Reply, type Session, shownProblem } from "./session.ts"
import { showPlace } from "./show-place.ts"
import { announce, askVerdict, emptyForm, type VerdictPanel } from "./verdict-panel.ts"

type ShownVerdict = VerifyFlowAnswer & { readonly shown: ShownCounts | undefined }

/**
 * `NSG: Verify Flow…`. A code lens names the subject, a keybinding may name the flow too; what is missing is asked for.
 * Shows the answer, and hands it back to whoever called.
 */
export async function askFlow(
  session: Session,
  panel: VerdictPanel,
  request?: LensSubject & { readonly flow?: string },
): Promise<ShownVerdict | undefined> {
  const subject = request ? await subjectOfLens(request) : await chooseSubject(session, { anyEnds: true })
  if (!subject) return undefined
  const input = request?.flow === undefined ? await inputFlow(session, subject) : { flow: request.flow }
  if (!input) return undefined
  if ("flow" in input) return shownProblem(await verify(session, panel, { ...subject, ...input }))
  await showFlowForm(session, panel, subject)
  return undefined
}

/** `NSG: Verify Flow in a Form…`: for those who do not know the line. */
export async function showFlowForm(
  session: Session,
  panel: VerdictPanel,
  request?: LensSubject,
): Promise<ShownCounts | undefined> {
  const subject = request ? await subjectOfLens(request) : await chooseSubject(session, { anyEnds: true })
  if (!subject) return undefined
  const asked = { ...subject, flow: "" }
  return panel.show(asked, emptyForm(session, asked), true)
}

/** The verdict on its page, and the deciding rule selected where it is written. */
export async function verify(
  session: Session,
  panel: VerdictPanel,
  argument: VerifyFlowArgument,
): Promise<Reply<ShownVerdict>> {
  const paged = await askVerdict(session, argument)
  if ("problem" in paged) return paged
  const { answer } = paged
  // One that has no answer is not worth being offered again.
  await rememberFlow(session.memory, argument.flow)
  announce(answer)
  const shown = await panel.show(argument, paged)
  if (answer.client.location) await showPlace(answer.client.location)
  return { ...answer, shown }
}
