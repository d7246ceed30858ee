import * as l10n from "@vscode/l10n"
import type { LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { AddressPrefix } from "../values/address.ts"
import type { RuleCheck } from "./check.ts"
import { type ListedBlock, overlappingAddressesFixes } from "./fixes/overlapping-addresses-fixes.ts"
import { nameRule } from "./wording.ts"

export const overlappingAddresses: RuleCheck<Overlap> = {
  code: "overlapping-addresses",
  severity: "error",
  category: "refused",
  azureErrors: ["OverlappingSubnetsNotPermittedInSecurityRule"],
  aliases: [],
  scope: "rule",
  summary: "An address block that is inside another one of the same list, or repeats it, which Azure refuses.",
  explanation: `
The blocks in \`sourceAddressPrefixes\` or \`destinationAddressPrefixes\` must not overlap or repeat
(OverlappingSubnetsNotPermittedInSecurityRule). The smaller or repeated block adds nothing: remove it.
`,
  *run(rule) {
    for (const overlap of overlaps(rule)) yield { at: overlap.inner.range, data: overlap }
  },
  fixes: ({ inner }, { rule }) =>
    overlappingAddressesFixes(
      rule,
      inner,
      overlaps(rule).map(({ inner }) => inner),
    ),
  json: namesOf,
  message,
  examples: [
    {
      title: "A subnet and the network that contains it",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefixes: [10.1.2.0/24, 10.2.0.0/16, 10.1.0.0/16], sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                         ^^^^^^^^^^^ overlapping-addresses: "https" (100): 10.1.2.0/24 is inside 10.1.0.0/16 in the same list. Remove 10.1.2.0/24. Azure refuses overlaps (OverlappingSubnetsNotPermittedInSecurityRule).
`,
    },
    {
      title: "A block that is listed twice",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefixes: [10.1.2.4, 10.2.0.0/16, 10.1.2.4/32], sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                                                ^^^^^^^^^^^ overlapping-addresses: "https" (100): 10.1.2.4/32 is in this list twice (OverlappingSubnetsNotPermittedInSecurityRule). Remove one.
`,
    },
  ],
}

interface Placed extends ListedBlock {
  readonly block: AddressPrefix
  readonly range: Range
}

interface Overlap {
  readonly inner: Placed
  readonly outer: Placed
}

function namesOf({ inner, outer }: Overlap) {
  return { address: inner.block.key, within: outer.block.key }
}

function message(overlap: Overlap, rule: LocatedRule): string {
  const { address, within } = namesOf(overlap)
  return address === within
    ? l10n.t`${nameRule(rule)}: ${address} is in this list twice (OverlappingSubnetsNotPermittedInSecurityRule). Remove one.`
    : l10n.t`${nameRule(rule)}: ${address} is inside ${within} in the same list. Remove ${address}. Azure refuses overlaps (OverlappingSubnetsNotPermittedInSecurityRule).`
}

/** Each block of a side that lies in a larger one of the side, with the largest, or repeats one before it. */
function overlaps(rule: LocatedRule): readonly Overlap[] {
  return (["source", "destination"] as const).flatMap(side => {
    if (rule[side].length < 2) return []
    const blocks = rule[side].flatMap((block, index): Placed[] =>
      block.kind === "prefix" ? [{ block, side, index, range: rule.at.terms[side][index] ?? rule.at.name }] : [],
    )
    const sorted = blocks.toSorted((a, b) => compare(a.block, b.block))
    let outer: Placed | undefined
    return sorted.flatMap(inner => {
      if (outer && holds(outer.block, inner.block)) return [{ inner, outer }]
      outer = inner
      return []
    })
  })
}

/** By family and first address, of two that begin alike the larger one first: so a block follows those it lies in. */
function compare(a: AddressPrefix, b: AddressPrefix): number {
  if (a.family !== b.family) return a.family - b.family
  return a.first === b.first ? a.length - b.length : a.first < b.first ? -1 : 1
}

function holds(outer: AddressPrefix, inner: AddressPrefix): boolean {
  return outer.family === inner.family && inner.last <= outer.last
}
