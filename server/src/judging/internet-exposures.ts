import { keptFor } from "../values/kept-for.ts"
import { remembering } from "../values/remember.ts"
import type { Attachments } from "./attachments.ts"
import { type AskedRule, type Exposure, everyRule, exposuresOf } from "./exposures.ts"
import { exposuresThrough } from "./exposures-through.ts"
import { jointExposures } from "./joint-exposures.ts"
import type { JudgedGroup } from "./judged-group.ts"
import { theInternet } from "./remote-addresses.ts"

/** So many public addresses, a /8, are no longer anyone's choice, unless a setting says otherwise. */
export const defaultExposureWidth: number = 2 ** 24

/** What a group lets in from the Internet, and out to it: a judged group is a value, so that it is found out once. */
const keptBy = keptFor((_: JudgedGroup) => remembering((_: AskedRule) => new Map<string, Kept>()))

interface Kept {
  readonly attached: string
  readonly exposures: readonly Exposure[]
}

/**
 * The rules that let in, or out, what at least `width` public addresses may use, through both levels where these are known: all that
 * are asked for, and perhaps others.
 */
export function internetExposures(
  judged: JudgedGroup,
  direction: "Inbound" | "Outbound",
  width: number,
  attachments: Attachments,
  isAsked: AskedRule = everyRule,
): readonly Exposure[] {
  const known = keptBy(judged)(isAsked)
  const key = `${direction} ${width}`
  const before = known.get(key)
  if (before?.attached === attachments.identity) return before.exposures
  const remote = theInternet(judged.context.tagData, judged.group.expansions)
  const question = { direction, remote, width }
  const exposures = exposuresThrough(judged, attachments, question, rules => [
    ...exposuresOf(judged, rules, isAsked),
    ...jointExposures(judged, rules, isAsked),
  ])
  known.set(key, { attached: attachments.identity, exposures })
  return exposures
}
