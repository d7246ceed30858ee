import { listWords } from "../checks/wording.ts"
import type { FlowVerdict } from "../judging/verify-flow.ts"
import { describeHidden } from "./may-come-first.ts"
import { describeOutcomes, summariseOutcomes } from "./outcome-text.ts"
import { describeParts } from "./parts-text.ts"

/** How the first line of an answer begins. */
export function verdictWord({ access, isDivided }: FlowVerdict): "Allow" | "Deny" | "Partly" | "Depends" {
  if (access !== "Unknown") return access
  return isDivided ? "Partly" : "Depends"
}

/** How a flow without one answer can end: sentences. */
export function describeEndings(verdict: FlowVerdict): string[] {
  return endings(verdict, describeOutcomes)
}

/** The same, as short as the first line of an answer should be. */
export function summariseEndings(verdict: FlowVerdict): string[] {
  return endings(verdict, summariseOutcomes)
}

function endings(verdict: FlowVerdict, describe: typeof describeOutcomes): string[] {
  const { flow, outcomes, hidden, isDivided, platform } = verdict
  if (isDivided) return describeParts(verdict)
  const unseen = hidden ? [describeHidden(hidden)] : []
  if (outcomes.length === 0) return hidden ? unseen : [tooComplex]
  const isUntouched = platform && outcomes.every(({ rule }) => rule === null)
  const ending = isUntouched ? "Allow as platform traffic" : describe(flow, outcomes)
  const known = `${ending}${describePlatformParts(verdict)}`
  // Where nothing else is open, one sentence holds it all.
  if (hidden && !known.includes(" if "))
    return [`${known}, unless a rule that is not known here matches first (${hidden.hidden}).`]
  return [`${known}.`, ...unseen]
}

export const tooComplex = "This NSG is too complex: the search reached its work limit."

/** What the answer leaves out: traffic of the platform among the packets. */
function describePlatformParts({ platformParts }: FlowVerdict): string {
  const [first, ...others] = platformParts
  if (!first) return ""
  const names = new Set(platformParts.map(({ traffic }) => traffic.name.replace(/^The /, "the ")))
  const isOne = first.access !== "Unknown" && others.every(({ access }) => access === first.access)
  return `, but ${isOne ? first.access : "perhaps not"} for ${listWords([...names])}`
}
