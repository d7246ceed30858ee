import { keptIn } from "../values/kept-in.ts"
import type { Attachments } from "./attachments.ts"
import { type Exposure, exposuresOf } from "./exposures.ts"
import { exposuresThrough } from "./exposures-through.ts"
import { jointExposures } from "./joint-exposures.ts"
import type { JudgedGroup } from "./judged-group.ts"
import { theInternet } from "./remote-addresses.ts"
import { remoteRules } from "./remote-rules.ts"

/** So many public addresses, a /8, are no longer anyone's choice, unless a setting says otherwise. */
export const defaultExposureWidth: number = 2 ** 24

/** What a group lets in from the Internet, and out to it: a judged group is a value, so that it is found out once. */
const kept = keptIn<JudgedGroup, Map<string, Kept>>()

interface Kept {
  readonly attached: string
  readonly exposures: readonly Exposure[]
}

/** The rules that let in, or out, what at least `width` public addresses may use, through both levels where these are known. */
export function internetExposures(
  judged: JudgedGroup,
  direction: "Inbound" | "Outbound",
  width: number,
  attachments: Attachments,
): readonly Exposure[] {
  const known = kept.get(judged) ?? new Map<string, Kept>()
  kept.set(judged, known)
  const key = `${direction} ${width}`
  const before = known.get(key)
  if (before?.attached === attachments.identity) return before.exposures
  const remote = theInternet(judged.context.tagData, judged.group.expansions)
  const question = { direction, remote, width }
  const exposures = exposuresThrough(judged, attachments, machine => {
    const rules = remoteRules(judged.rules, question, machine)
    return [...exposuresOf(judged, rules), ...jointExposures(judged, rules)]
  })
  known.set(key, { attached: attachments.identity, exposures })
  return exposures
}
