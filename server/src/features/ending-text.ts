import { listWords } from "../checks/wording.ts"
import { describeOutcomes } from "./outcome-text.ts"
import { describeParts } from "./parts-text.ts"
import type { FlowVerdict } from "./verify-flow.ts"

/** How the first line of an answer begins. */
export function verdictWord({ access, isDivided }: FlowVerdict): "Allow" | "Deny" | "Partly" | "Depends" {
  if (access !== "Unknown") return access
  return isDivided ? "Partly" : "Depends"
}

/** How a flow without one answer can end: one sentence, or none where no ending was found. */
export function describeEndings(verdict: FlowVerdict): string[] {
  const { flow, outcomes, hidden, isDivided, platform } = verdict
  if (isDivided) return [`${describeParts(verdict)}.`]
  const first = hidden && `a rule that is not known here matches first: ${hidden.hidden}`
  if (outcomes.length === 0) return first === undefined ? [] : [`Perhaps ${first}.`]
  const reservations = [describePlatformParts(verdict), ...(first === undefined ? [] : [`, unless ${first}`])]
  const isUntouched = platform && outcomes.every(({ rule }) => rule === null)
  const ending = isUntouched ? "Allow as platform traffic" : describeOutcomes(flow, outcomes)
  return [`${ending}${reservations.join("")}.`]
}

/** What the answer leaves out: traffic of the platform among the packets. */
function describePlatformParts({ platformParts }: FlowVerdict): string {
  const [first, ...others] = platformParts
  if (!first) return ""
  const names = new Set(platformParts.map(({ traffic }) => traffic.name.replace(/^The /, "the ")))
  const isOne = first.access !== "Unknown" && others.every(({ access }) => access === first.access)
  return `, but ${isOne ? first.access : "not always so"} for ${listWords([...names])}`
}
