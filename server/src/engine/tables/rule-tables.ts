import type { AddressTerm } from "../../values/address.ts"
import type { AddressFacts } from "../address-facts.ts"
import type { SecurityRule } from "../security-rule.ts"
import { type AddressAxis, type AddressSide, addressAxis } from "./address-axis.ts"
import { wordsFor } from "./bit-row.ts"
import { readNamedSets } from "./named-sets.ts"
import { type PortAxes, portAxes } from "./port-axis.ts"
import { collectPorts } from "./port-lists.ts"
import { type ProtocolAxis, portedProtocols, portlessProtocols, protocolAxis } from "./protocol-axis.ts"
import type { RuleSequence } from "./rule-sequence.ts"
import { collectTerms } from "./term-lists.ts"
import { type Universe, withAxes } from "./universe.ts"

/** Everything that is known of the rules of one direction before any of them is judged. */
export interface RuleTables {
  readonly protocol: readonly [ported: ProtocolAxis, portless: ProtocolAxis]
  readonly sourcePorts: PortAxes
  readonly destinationPorts: PortAxes
  readonly source: SideTables
  readonly destination: SideTables
  /** Keys of the sets that rules name on either side. */
  readonly named: ReadonlySet<string>
  /** In the order in which witnesses are looked for. */
  readonly universes: readonly Universe[]
  /** Those without ports, with what rules share there if a particular port means nothing. */
  readonly universesIfPortsMeanNothing: readonly Universe[]
}

interface SideTables {
  readonly side: AddressSide
  readonly four: AddressAxis
  /** Made when either side tells IPv6 apart. */
  readonly six: AddressAxis | undefined
}

/** The fields that tables are made of, each for itself. */
export type TableField = "protocol" | "sourcePorts" | "destinationPorts" | "source" | "destination"

/** What of earlier tables may be used again: that of fields in which no rule differs. */
export interface OldTables {
  readonly tables: RuleTables
  readonly changed: ReadonlySet<TableField>
}

export function buildTables(sequence: RuleSequence<SecurityRule>, facts: AddressFacts, old?: OldTables): RuleTables {
  const { rules, words } = sequence
  const named = namedTerms(rules)
  const isSameNames = old?.tables.named.size === named.size && [...named.keys()].every(key => old.tables.named.has(key))
  const keptSide = (field: "source" | "destination") => (isSameNames ? kept(field) : undefined)
  const kept = <F extends TableField>(field: F): RuleTables[F] | undefined =>
    old?.changed.has(field) === false ? old.tables[field] : undefined
  const protocols = rules.map(rule => rule.protocol)
  const protocol =
    kept("protocol") ??
    ([protocolAxis(protocols, portedProtocols, words), protocolAxis(protocols, portlessProtocols, words)] as const)
  const sourcePorts = kept("sourcePorts") ?? portAxes(collectPorts(rules.map(rule => rule.sourcePorts)), words)
  const destinationPorts =
    kept("destinationPorts") ?? portAxes(collectPorts(rules.map(rule => rule.destinationPorts)), words)
  let source = keptSide("source") ?? sideTables(rules, "source", named, facts)
  let destination = keptSide("destination") ?? sideTables(rules, "destination", named, facts)
  if (!standsForIpv6(source.four) || !standsForIpv6(destination.four)) {
    source = withIpv6(source, words)
    destination = withIpv6(destination, words)
  }
  const services: Services[] = [
    { ported: true, protocol: protocol[0], sourcePort: sourcePorts.ported, destinationPort: destinationPorts.ported },
    {
      ported: false,
      protocol: protocol[1],
      sourcePort: sourcePorts.portless,
      destinationPort: destinationPorts.portless,
    },
  ]
  const universes = universesOf(services, 4, source.four, destination.four)
  if (source.six && destination.six) universes.push(...universesOf(services, 6, source.six, destination.six))
  const universesIfPortsMeanNothing = universes
    .filter(({ ported }) => !ported)
    .map(universe =>
      withAxes({
        ...universe,
        sourcePort: sourcePorts.portlessShared,
        destinationPort: destinationPorts.portlessShared,
      }),
    )
  const sets = { protocol, sourcePorts, destinationPorts, source, destination, named: new Set(named.keys()) }
  return { ...sets, universes, universesIfPortsMeanNothing }
}

/** What is sure of a set holds on both sides, whichever names it. */
function namedTerms(rules: readonly SecurityRule[]): Map<string, AddressTerm> {
  const named = new Map<string, AddressTerm>()
  for (const { source, destination } of rules) {
    for (const term of source) if (term.kind !== "any" && term.kind !== "prefix") named.set(term.key, term)
    for (const term of destination) if (term.kind !== "any" && term.kind !== "prefix") named.set(term.key, term)
  }
  return named
}

function sideTables(
  rules: readonly SecurityRule[],
  field: "source" | "destination",
  named: ReadonlyMap<string, AddressTerm>,
  facts: AddressFacts,
): SideTables {
  const lists = collectTerms(
    rules.map(rule => rule[field]),
    [...named.values()],
  )
  const side: AddressSide = { lists, names: readNamedSets(lists, rules.length, facts) }
  return { side, four: addressAxis(side, 4, wordsFor(rules.length)), six: undefined }
}

function withIpv6(tables: SideTables, words: number): SideTables {
  return tables.six ? tables : { ...tables, six: addressAxis(tables.side, 6, words) }
}

type Services = Pick<Universe, "ported" | "protocol" | "sourcePort" | "destinationPort">

function universesOf(
  services: readonly Services[],
  family: 4 | 6,
  source: AddressAxis,
  destination: AddressAxis,
): Universe[] {
  return services.map(service => withAxes({ ...service, family, source, destination }))
}

/**
 * Whether the IPv4 addresses that no prefix holds behave as every IPv6 address does, so that IPv6 has nothing to add:
 * there are such, nothing names IPv6, and `0.0.0.0/0`, which holds them but no IPv6 address, does not occur.
 */
function standsForIpv6({ lists, names, tree }: AddressAxis): boolean {
  const namesIpv6 = (prefix: { readonly family: 4 | 6 }) => prefix.family === 6
  return (
    tree.inhabited[0] === 1 &&
    !lists.terms.some(term => term.kind === "prefix" && (term.family === 6 || term.length === 0)) &&
    !names.bounds.some(bound => bound.prefixes.some(prefix => namesIpv6(prefix) || prefix.length === 0)) &&
    !names.sets.some(set => set.sure.some(prefix => namesIpv6(prefix) || prefix.length === 0))
  )
}
