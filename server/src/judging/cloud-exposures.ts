import { azureCloudKey, isOfAzureCloud } from "../azure/service-tags.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { Attachments } from "./attachments.ts"
import { type Exposure, exposureOf } from "./exposures.ts"
import { exposuresThrough } from "./exposures-through.ts"
import { type GroupRule, isCustom } from "./group-rule.ts"
import { defaultExposureWidth } from "./internet-exposures.ts"
import type { JudgedGroup } from "./judged-group.ts"
import { namedKeys } from "./named-terms.ts"
import { type RemoteAddresses, theInternet } from "./remote-addresses.ts"

/** A rule that lets in the tag AzureCloud, or a region of it. */
export interface CloudExposure extends Exposure {
  readonly rule: LocatedRule
  /** The place of the tag in its source. */
  readonly index: number
}

/** The rules that let in other customers' machines, as far as earlier rules leave them any. */
export function cloudExposures(judged: JudgedGroup, attachments: Attachments): readonly CloudExposure[] {
  if (![...namedKeys(judged.rules)].some(isOfAzureCloud)) return []
  return judged.rules.flatMap((rule, place) => {
    const index = cloudTagOf(rule)
    const tag = rule.source[index]
    if (!tag || !isCustom(rule)) return []
    const question = { direction: "Inbound", remote: theCloud(tag.key), width: defaultExposureWidth } as const
    const found = exposuresThrough(judged, attachments, question, rules => {
      const exposure = exposureOf(judged, place, rules)
      return exposure ? [exposure] : []
    })
    return found.map(exposure => ({ ...exposure, rule, index }))
  })
}

/** The place of the tag in the rule's source; -1 where it is not there. */
function cloudTagOf({ source }: GroupRule): number {
  return source.findIndex(({ kind, key }) => kind === "tag" && isOfAzureCloud(key))
}

/**
 * The addresses of a cloud tag. Which these are is not asked: they may be any public ones, so that only a rule that takes all of
 * these, or the tag itself, takes them.
 */
function theCloud(key: string): RemoteAddresses {
  const internet = theInternet(undefined, undefined)
  const isIt = (other: string) => other === key || other === azureCloudKey
  return { ...internet, surely: term => (isIt(term.key) ? "all" : internet.surely(term)) }
}
