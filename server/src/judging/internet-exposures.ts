import { remember } from "../values/remember.ts"
import { type Exposure, exposuresOf } from "./exposures.ts"
import { jointExposures } from "./joint-exposures.ts"
import type { JudgedGroup } from "./judged-group.ts"
import { theInternet } from "./remote-addresses.ts"

/** So many public addresses, a /8, are no longer anyone's choice, unless a setting says otherwise. */
export const defaultExposureWidth: number = 2 ** 24

/** What a group lets in from the Internet, and out to it: a judged group is a value, so that it is found out once. */
const kept = new WeakMap<JudgedGroup, Map<string, readonly Exposure[]>>()

/** The rules that let in, or out, what at least `width` public addresses may use. */
export function internetExposures(
  judged: JudgedGroup,
  direction: "Inbound" | "Outbound",
  width: number,
): readonly Exposure[] {
  const known = kept.get(judged) ?? new Map<string, readonly Exposure[]>()
  kept.set(judged, known)
  return remember(known, `${direction} ${width}`, () => {
    const remote = theInternet(judged.context.tagData, judged.group.expansions)
    const question = { direction, remote, width }
    return [...exposuresOf(judged, question), ...jointExposures(judged, question)]
  })
}
