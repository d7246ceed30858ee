import * as l10n from "@vscode/l10n"
import { listWords } from "../checks/wording.ts"
import type { FlowVerdict } from "../judging/verify-flow.ts"
import { describeHidden } from "./may-come-first.ts"
import { describeOutcomes, hasConditions, summariseOutcomes } from "./outcome-text.ts"
import { describeParts } from "./parts-text.ts"
import { platformName } from "./platform-name.ts"

export type VerdictWord = "Allow" | "Deny" | "Partly" | "Depends"

/** How the first line of an answer begins. */
export function verdictWord({ access, isDivided }: FlowVerdict): VerdictWord {
  if (access !== "Unknown") return access
  return isDivided ? "Partly" : "Depends"
}

/** As it is shown: Allow and Deny are Azure's own words. */
export function wordText(word: VerdictWord): string {
  return word === "Partly" ? l10n.t`Partly` : word === "Depends" ? l10n.t`Depends` : word
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
  if (outcomes.length === 0) return hidden ? unseen : [tooComplex()]
  const isUntouched = platform && outcomes.every(({ rule }) => rule === null)
  const ending = isUntouched ? l10n.t`Allow as platform traffic` : describe(flow, outcomes)
  const known = withPlatformParts(ending, verdict)
  // Where nothing else is open, one sentence holds it all.
  if (hidden && (isUntouched || !hasConditions(flow, outcomes)))
    return [l10n.t`${known}, unless a rule that is not known here matches first (${hidden.hidden}).`]
  return [`${known}.`, ...unseen]
}

export const tooComplex = () => l10n.t`This NSG is too complex: the search reached its work limit.`

/** With what the ending leaves out: traffic of the platform among the packets. */
function withPlatformParts(ending: string, { platformParts }: FlowVerdict): string {
  const [first, ...others] = platformParts
  if (!first) return ending
  const names = listWords([...new Set(platformParts.map(({ traffic }) => platformName(traffic)))])
  if (first.access === "Unknown" || others.some(({ access }) => access !== first.access)) {
    return l10n.t`${ending}, but perhaps not for ${names}`
  }
  return l10n.t`${ending}, but ${first.access} for ${names}`
}
