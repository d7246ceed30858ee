import type { AddressFacts } from "../../server/src/engine/address-facts.ts"
import { dense, denseDistinct, fragments, guillotine, nested } from "./engine-groups.ts"
import { factsWithTags, openFacts } from "./engine-read.ts"
import { realistic } from "./engine-realistic.ts"
import { fewPrefixes, largeTags, type Names, tagged, writtenOut } from "./engine-tags.ts"
import type { WrittenRule } from "./engine-written-rule.ts"

export interface Workload {
  readonly name: string
  readonly written: readonly WrittenRule[]
  readonly facts: AddressFacts
}

/** Of tags and application security groups only Azure's fixed relations are known, unless prefixes stand for them. */
export function workloads(): Workload[] {
  const tags = largeTags(5)
  const withTags = tagged(60, 3, [...tags.keys()])
  const allNames = new Map([...tags, ...fewPrefixes])
  const open = (name: string, written: readonly WrittenRule[]) => ({ name, written, facts: openFacts })
  const prefixes = (name: string, written: readonly WrittenRule[], names: Names) => ({
    name: `${name}, prefixes for tags`,
    written: writtenOut(written, names),
    facts: factsWithTags(names),
  })
  return [
    ...[10, 60, 200, 1000].map(n => open(`realistic ${n}`, realistic(n, 7))),
    ...[60, 200, 1000].map(n => prefixes(`realistic ${n}`, realistic(n, 7), fewPrefixes)),
    ...[60, 200, 1000].map(n => open(`dense ${n}`, dense(n, 1))),
    open("dense 1000, all distinct", denseDistinct(1000, 1)),
    open("nested 1000", nested(1000, 1)),
    open("nested 1000, wide first", nested(1000, 1, true)),
    open("fragments 1000, 2 of 5 fields", fragments(1000, 3, 2)),
    open("fragments 1000, 3 of 5 fields", fragments(1000, 3)),
    ...[100, 400, 961].map(n => open(`guillotine ${n}`, guillotine(n, 2))),
    { name: "large tags 60", written: withTags, facts: factsWithTags(tags) },
    prefixes("large tags 60", withTags, allNames),
  ]
}
