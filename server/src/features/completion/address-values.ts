import * as l10n from "@vscode/l10n"
import { describeTag } from "../../azure/glossary.ts"
import { regionsOf } from "../../azure/regional-tags.ts"
import { fileTag, tagNames } from "../../azure/service-tags.ts"
import type { TagData } from "../../azure/tag-data.ts"
import { directionOf } from "../../azure/tag-directions.ts"
import type { PropertyNames, RuleProperty } from "../../readers/reader.ts"
import type { Topology } from "../../topology/topology.ts"
import type { AddressPrefix } from "../../values/address.ts"
import { formatAddress } from "../flow-text.ts"
import { subnetName } from "../level-name.ts"
import { escapeMarkdown } from "../markdown.ts"
import { tagSentences } from "../tag-description.ts"
import type { Candidate } from "./candidate.ts"
import { takesAny } from "./port-values.ts"

/** What is known beyond the document. */
export interface KnownAddresses {
  readonly topology: Topology
  readonly tagData: TagData | undefined
}

/** Addresses of the networks that are known; where the field takes them, `*` and service tags; behind a tag's dot its regions. */
export function addressValues(
  property: RuleProperty,
  names: PropertyNames,
  typed: string,
  { topology, tagData }: KnownAddresses,
): readonly Candidate[] {
  if (!takesAny(property, names)) return networkValues(topology)
  if (typed.includes(".") && !/^[\d.]+$/.test(typed)) return dottedTags(typed, tagData)
  const any: Candidate = { label: "*", value: "*", detail: l10n.t`every address`, words: "any all", kind: "word" }
  return [any, ...tagValues(tagData), ...networkValues(topology)]
}

function tagValues(tagData: TagData | undefined): readonly Candidate[] {
  const known = new Set(tagNames.map(name => name.toLowerCase()))
  const listed = [...(tagData?.tags.values() ?? [])].map(({ name }) => name)
  const others = listed.filter(name => !known.has(name.toLowerCase()) && !isRegional(name))
  return [...tagNames, ...others].map(name => tagValue(name, "tag", tagData))
}

/** Tags with a dot in their own names, and the regional forms. */
function dottedTags(typed: string, tagData: TagData | undefined): readonly Candidate[] {
  const base = fileTag(`tag:${typed.slice(0, typed.lastIndexOf(".")).toLowerCase()}`)
  const regions = base && base.region === undefined ? [...(regionsOf(base.name)?.values() ?? [])] : []
  const own = tagNames.filter(name => name.includes(".")).map(name => tagValue(name, "tag", tagData))
  return [...regions.map(region => tagValue(`${base?.name}.${region}`, "region", tagData)), ...own]
}

function isRegional(name: string): boolean {
  return fileTag(`tag:${name.toLowerCase()}`)?.region !== undefined
}

function tagValue(name: string, kind: "tag" | "region", tagData: TagData | undefined): Candidate {
  const known = fileTag(`tag:${name.toLowerCase()}`)
  const direction = known && directionOf(known.name)
  const purpose = describeTag(name) ?? known?.purpose
  return {
    label: name,
    value: name,
    kind,
    detail: direction === undefined ? l10n.t`service tag` : l10n.t`service tag, ${directionWords()[direction]}`,
    ...(purpose !== undefined && { documentation: escapeMarkdown(tagSentences(name, tagData).join(" ")) }),
  }
}

const directionWords = () => ({
  Inbound: l10n.t`inbound`,
  Outbound: l10n.t`outbound`,
  Both: l10n.t`inbound and outbound`,
})

function networkValues({ virtualNetworks }: Topology): readonly Candidate[] {
  const all = virtualNetworks.flatMap(network => [
    ...network.subnets.flatMap(subnet => {
      return subnet.prefixes.known.map(prefix => prefixValue(prefix, l10n.t`subnet ${subnetName(subnet)}`))
    }),
    ...network.addressSpace.known.map(prefix => prefixValue(prefix, l10n.t`virtual network ${network.name}`)),
  ])
  return [...new Map(all.toReversed().map(each => [each.label, each])).values()].toReversed()
}

function prefixValue(prefix: AddressPrefix, name: string): Candidate {
  const text = formatAddress(prefix)
  return { label: text, value: text, detail: name, words: name, kind: "address" }
}
