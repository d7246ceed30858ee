import { internetKey, virtualNetworkKey } from "../azure/service-tags.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import type { TrafficBox } from "../engine/traffic-box.ts"
import type { EffectiveGroupAt, EffectiveInterface } from "../judging/effective-interface.ts"
import { inEvaluationOrder } from "../judging/evaluation-order.ts"
import type { GroupRule } from "../judging/group-rule.ts"
import type { RuledGroup } from "../judging/judged-group.ts"
import type { LevelPlace } from "../judging/path-level.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { interfaceName, shortName, subnetName } from "./level-name.ts"
import { joinedTexts, type NamedPrefixes } from "./named-prefixes.ts"
import { type RuleBox, ruleBoxes } from "./rule-box.ts"
import { prefixedName, shortList, writtenRule } from "./rule-cells.ts"
import { alignColumns } from "./text-table.ts"
import { type GroupIdentity, groupIdentity } from "./verification.ts"

/**
 * The rules that apply to a network interface as Azure answers (`effectiveNetworkSecurityGroups`), and what gets through all of
 * them together.
 */
export interface EffectiveOfInterface {
  readonly version: 1
  readonly value: readonly EffectiveSecurityGroup[]
  readonly aggregate: Aggregate
}

export interface Aggregate {
  readonly inbound: readonly RuleBox[]
  readonly outbound: readonly RuleBox[]
  /** False where more may get through: by rules that are not known, or as the work was cut off. */
  readonly complete: boolean
}

export interface EffectiveSecurityGroup {
  readonly networkSecurityGroup: GroupIdentity
  readonly association: Association
  readonly effectiveSecurityRules: readonly EffectiveSecurityRule[]
  /** What the tags in the rules stand for, as far as that is known. */
  readonly tagMap: Readonly<Record<string, readonly string[]>>
}

type Associated = { readonly name: string; readonly id?: string }
export type Association =
  | { readonly subnet: Associated }
  | { readonly networkInterface: Associated }
  | { readonly networkManager: Associated }

/** `*` as Azure prints it here: 0.0.0.0/0, 0-65535 and All; what cannot be known by its own text. */
export interface EffectiveSecurityRule {
  readonly name: string
  readonly protocol: string
  readonly sourcePortRange?: string
  readonly destinationPortRange?: string
  readonly sourcePortRanges: readonly string[]
  readonly destinationPortRanges: readonly string[]
  readonly sourceAddressPrefix?: string
  readonly destinationAddressPrefix?: string
  readonly sourceAddressPrefixes: readonly string[]
  readonly destinationAddressPrefixes: readonly string[]
  /** Of a tag or application security group whose addresses are known. */
  readonly expandedSourceAddressPrefix?: readonly string[]
  readonly expandedDestinationAddressPrefix?: readonly string[]
  readonly access: string
  readonly priority: number | string
  readonly direction: string
}

export function effectiveOfInterface(effective: EffectiveInterface): EffectiveOfInterface {
  const { groups, facts, inbound, outbound, context } = effective
  const names = tagNames(facts)
  const families = [...new Set(effective.networkInterface.configurations.map(({ family }) => family))]
  const all = [inbound, outbound]
  const isSure = (boxes: readonly TrafficBox[]) =>
    boxes.filter(({ conditions, readsPorts }) => conditions.length === 0 && !readsPorts)
  const complete =
    all.every(
      ({ complete, boxes, uncertain }) => complete && uncertain.length === 0 && isSure(boxes).length === boxes.length,
    ) && context?.ifRouted === undefined
  return {
    version: 1,
    value: [...adminEntries(effective), ...groups.map(group => groupEntry(group, facts))],
    aggregate: {
      inbound: ruleBoxes(isSure(inbound.boxes), names, families),
      outbound: ruleBoxes(isSure(outbound.boxes), names, families),
      complete,
    },
  }
}

/** The tags that boxes are told by, where it is known just what they hold. */
function tagNames(facts: AddressFacts): readonly NamedPrefixes[] {
  return [
    ["Internet", internetKey],
    ["VirtualNetwork", virtualNetworkKey],
  ].flatMap(([name = "", key = ""]) => {
    const prefixes = exactPrefixes(facts, key)
    return prefixes ? [{ name, prefixes }] : []
  })
}

/** Undefined where a set may hold more than it surely does. */
function exactPrefixes(facts: AddressFacts, key: string): readonly AddressPrefix[] | undefined {
  const about = facts.about(key)
  if (!about?.sure || !about.possible) return undefined
  const [sure, possible] = [joinedTexts(about.sure), joinedTexts(about.possible)]
  return sure.length === possible.length && sure.every((text, place) => text === possible[place])
    ? about.sure
    : undefined
}

function groupEntry({ at, ruled, reference }: EffectiveGroupAt, facts: AddressFacts): EffectiveSecurityGroup {
  const association = associationOf(at)
  if (!ruled) {
    const text = reference.kind === "unresolved" ? reference.text : ""
    const networkSecurityGroup = { name: shortName(text), ...(text.startsWith("/") && { id: text }) }
    return { networkSecurityGroup, association, effectiveSecurityRules: [], tagMap: {} }
  }
  const rules = [...inEvaluationOrder(ruled, "Inbound"), ...inEvaluationOrder(ruled, "Outbound")]
  return {
    networkSecurityGroup: groupIdentity(ruled.group),
    association,
    effectiveSecurityRules: rules.map(rule => groupRule(ruled, rule, facts)),
    tagMap: tagMap(rules, facts),
  }
}

function associationOf(at: LevelPlace): Association {
  if (at.kind === "networkInterface") {
    return { networkInterface: associated(interfaceName(at.networkInterface), at.networkInterface) }
  }
  const { subnet } = at
  if (subnet.kind === "resolved") return { subnet: associated(subnetName(subnet.target), subnet.target) }
  return { subnet: { name: subnet.kind === "unresolved" ? shortName(subnet.text) : "(no subnet)" } }
}

function associated(name: string, { id }: { readonly id?: string }): Associated {
  return { name, ...(id !== undefined && { id }) }
}

function adminEntries({ admin, facts }: EffectiveInterface): EffectiveSecurityGroup[] {
  return [...new Set(admin.map(({ configuration }) => configuration))].map(configuration => {
    const own = admin.filter(rule => rule.configuration === configuration).flatMap(({ written }) => written ?? [])
    const rules = own
      .filter(({ direction }) => direction === "Inbound")
      .concat(own.filter(({ direction }) => direction === "Outbound"))
    return {
      networkSecurityGroup: associated(configuration.name, configuration),
      association: { networkManager: associated(configuration.name, configuration) },
      effectiveSecurityRules: rules.map(rule => ruleOf(rule, `securityAdminRules/${rule.name}`, facts)),
      tagMap: tagMap(rules, facts),
    }
  })
}

function groupRule(ruled: RuledGroup, rule: GroupRule, facts: AddressFacts): EffectiveSecurityRule {
  const { values } = writtenRule(rule)
  const text = (value: unknown, otherwise: string | undefined) =>
    typeof value === "string" ? value : (otherwise ?? "?")
  return ruleOf(rule, prefixedName(ruled, rule), facts, {
    access: text(rule.access, values.access?.toString()),
    priority: typeof rule.priority === "number" ? rule.priority : text(undefined, values.priority?.toString()),
    protocol: text(rule.protocol, values.protocol?.toString()),
  })
}

type RuleParts = Pick<
  GroupRule,
  "protocol" | "source" | "sourcePorts" | "destination" | "destinationPorts" | "direction" | "priority"
> & {
  readonly access: unknown
}

/** `texts`: what stands for parts that cannot be known. */
function ruleOf(
  rule: RuleParts,
  name: string,
  facts: AddressFacts,
  texts: Partial<Pick<EffectiveSecurityRule, "access" | "priority" | "protocol">> = {},
): EffectiveSecurityRule {
  const [sourcePorts, destinationPorts] = [rule.sourcePorts, rule.destinationPorts].map(ports => ports.map(portOf))
  const [source, destination] = [rule.source, rule.destination].map(terms => terms.flatMap(addressTexts))
  const [expandedSource, expandedDestination] = [rule.source, rule.destination].map(terms =>
    expandedPrefixes(terms, facts),
  )
  const protocol = texts.protocol ?? String(rule.protocol)
  return {
    name,
    protocol: protocol === "*" ? "All" : protocol,
    ...only("sourcePortRange", sourcePorts),
    ...only("destinationPortRange", destinationPorts),
    sourcePortRanges: sourcePorts ?? [],
    destinationPortRanges: destinationPorts ?? [],
    ...only("sourceAddressPrefix", source),
    ...only("destinationAddressPrefix", destination),
    sourceAddressPrefixes: source ?? [],
    destinationAddressPrefixes: destination ?? [],
    ...(expandedSource && { expandedSourceAddressPrefix: expandedSource }),
    ...(expandedDestination && { expandedDestinationAddressPrefix: expandedDestination }),
    access: texts.access ?? String(rule.access),
    priority: texts.priority ?? (typeof rule.priority === "number" ? rule.priority : "?"),
    direction: String(rule.direction),
  }
}

function only<K extends string>(key: K, texts: readonly string[] | undefined): Partial<Record<K, string>> {
  return texts?.length === 1 ? ({ [key]: texts[0] } as Record<K, string>) : {}
}

function portOf(term: RuleParts["sourcePorts"][number]): string {
  return "unknown" in term ? (term.unknown.text ?? "?") : `${term.first}-${term.last}`
}

function addressTexts(term: AddressTerm): readonly string[] {
  if (term.kind === "any") return ["0.0.0.0/0"]
  if (term.kind === "unknown") return [term.unknown.text ?? "?"]
  return [term.kind === "prefix" ? term.key : term.kind === "tag" ? term.name : term.key.replace(/^group:/, "")]
}

/** Of a side that is tags or groups of which all addresses are known. */
function expandedPrefixes(terms: readonly AddressTerm[], facts: AddressFacts): readonly string[] | undefined {
  const named = terms.filter(({ kind }) => kind === "tag" || kind === "group")
  const known = named.flatMap(({ key }) => [exactPrefixes(facts, key)].filter(prefixes => prefixes !== undefined))
  if (named.length === 0 || known.length < named.length) return undefined
  return blockTexts(known.flat())
}

function tagMap(rules: readonly Pick<RuleParts, "source" | "destination">[], facts: AddressFacts) {
  const tags = new Map(
    rules
      .flatMap(({ source, destination }) => [...source, ...destination])
      .flatMap(term => (term.kind === "tag" ? [[term.key, term.name] as const] : [])),
  )
  const known = [...tags].flatMap(([key, name]) => {
    const prefixes = exactPrefixes(facts, key)
    return prefixes ? [[name, blockTexts(prefixes)] as const] : []
  })
  return Object.fromEntries(known)
}

/** With the length of single addresses, too, as Azure prints them. */
function blockTexts(prefixes: readonly AddressPrefix[]): readonly string[] {
  return joinedTexts(prefixes).map(text => (text.includes("/") ? text : `${text}/${text.includes(":") ? 128 : 32}`))
}

/** The same for people: the groups by name, and what gets through all of them. */
export function effectiveOfInterfaceText(effective: EffectiveInterface): string {
  const { value, aggregate } = effectiveOfInterface(effective)
  const groups = value.map(({ networkSecurityGroup, association, effectiveSecurityRules }) => {
    const [[kind, where]] = Object.entries(association) as [[string, Associated]]
    const word = kind === "subnet" ? "subnet" : kind === "networkInterface" ? "NIC" : "network manager"
    return `${networkSecurityGroup.name} (${word} ${where.name}, ${effectiveSecurityRules.length} rules)`
  })
  const boxes = (title: string, some: readonly RuleBox[]) => [
    "",
    `${title}, what gets through`,
    ...(some.length === 0 ? ["  nothing"] : alignColumns([boxHeading, ...some.map(boxRow)]).map(line => `  ${line}`)),
  ]
  return [
    interfaceName(effective.networkInterface),
    ...groups.map(text => `  ${text}`),
    ...(groups.length === 0 ? ["  no NSG applies"] : []),
    ...boxes("Inbound", aggregate.inbound),
    ...boxes("Outbound", aggregate.outbound),
    ...(aggregate.complete ? [] : ["", "More may get through: not all is known here."]),
    "",
  ].join("\n")
}

const boxHeading = ["Protocol", "Source", "Ports", "Destination", "Ports"]

function boxRow({ protocol, source, sourcePorts, destination, destinationPorts, ...outside }: RuleBox): string[] {
  const less = (texts: readonly string[], others: readonly string[] | undefined) =>
    `${shortList(texts, 4)}${others ? ` except ${shortList(others, 3)}` : ""}`
  return [
    protocol.join(", "),
    less(source, outside.sourceOutside),
    shortList(sourcePorts, 4),
    less(destination, outside.destinationOutside),
    shortList(destinationPorts, 4),
  ]
}
