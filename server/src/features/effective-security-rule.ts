import type { AddressFacts } from "../engine/address-facts.ts"
import type { GroupRule } from "../judging/group-rule.ts"
import type { RuledGroup } from "../judging/judged-group.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { keptFor } from "../values/kept-for.ts"
import { remember } from "../values/remember.ts"
import { isSameList } from "../values/same-list.ts"
import { joinedTexts } from "./named-prefixes.ts"
import { prefixedName, writtenRule } from "./rule-cells.ts"

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

export function groupRule(ruled: RuledGroup, rule: GroupRule, facts: AddressFacts): EffectiveSecurityRule {
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
export function ruleOf(
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
  const known = named.flatMap(({ key }) => expansionOf(facts, key) ?? [])
  if (named.length === 0 || known.length < named.length) return undefined
  const [one, another] = known
  return another ? blockTexts(known.flatMap(({ prefixes }) => prefixes)) : one?.texts
}

export function tagMap(rules: readonly Pick<RuleParts, "source" | "destination">[], facts: AddressFacts) {
  const tags = new Map(
    rules
      .flatMap(({ source, destination }) => [...source, ...destination])
      .flatMap(term => (term.kind === "tag" ? [[term.key, term.name] as const] : [])),
  )
  const known = [...tags].flatMap(([key, name]) => {
    const expansion = expansionOf(facts, key)
    return expansion ? [[name, expansion.texts] as const] : []
  })
  return Object.fromEntries(known)
}

/** With the length of single addresses, too, as Azure prints them. */
function blockTexts(prefixes: readonly AddressPrefix[]): readonly string[] {
  return joinedTexts(prefixes).map(text => (text.includes("/") ? text : `${text}/${text.includes(":") ? 128 : 32}`))
}

/** Undefined where a set may hold more than it surely does. */
export function exactPrefixes(facts: AddressFacts, key: string): readonly AddressPrefix[] | undefined {
  return expansionOf(facts, key)?.prefixes
}

/** Just what a name holds. */
interface Expansion {
  readonly prefixes: readonly AddressPrefix[]
  readonly texts: readonly string[]
}

function expansionOf(facts: AddressFacts, key: string): Expansion | undefined {
  return remember(expansionsIn(facts), key, () => findExpansion(facts, key)) ?? undefined
}

/** Hundreds of rules name the same few tags, of which the blocks are counted once. */
const expansionsIn = keptFor((_: AddressFacts) => new Map<string, Expansion | null>())

function findExpansion(facts: AddressFacts, key: string): Expansion | null {
  const about = facts.about(key)
  if (!about?.sure || !about.possible) return null
  const [sure, possible] = [joinedTexts(about.sure), joinedTexts(about.possible)]
  return isSameList(sure, possible) ? { prefixes: about.sure, texts: blockTexts(about.sure) } : null
}
