import type { AddressFacts } from "../../../server/src/engine/address-facts.ts"
import { analyseRules } from "../../../server/src/engine/questions/analyse-rules.ts"
import { readRules } from "./written-rules.ts"

/**
 * What is said of each of the written rules: `live needed`, `live redundant`, `live ?` where redundancy cannot be known,
 * `dead by` a minimal cover; then who decides some of it `besides` with another access, and whose `0.0.0.0/0` it is `opened by`.
 */
export function toldVerdicts(rules: string, facts: AddressFacts): string {
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name).join("+")
  const told = analyseRules(readRules(rules), facts).judgements.map(judgement => {
    const { rule, reach, cover, oppositeBesides, ipv6Openers, redundant } = judgement
    const word = { yes: "redundant", no: "needed", undetermined: "?" }[redundant]
    const words = [rule.name, reach, reach === "dead" ? `by ${names(cover)}` : word]
    if (oppositeBesides.length > 0) words.push(`besides ${names(oppositeBesides)}`)
    if (ipv6Openers.length > 0) words.push(`opened by ${names(ipv6Openers)}`)
    return words.join(" ").trim()
  })
  return told.join(", ")
}
