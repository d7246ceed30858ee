import type { AddressFacts } from "../address-facts.ts"
import type { SecurityRule } from "../security-rule.ts"
import { type AddressAxis, type AddressSide, addressAxis } from "./address-axis.ts"
import { wordsFor } from "./bit-row.ts"
import { type NamedTerm, namedTerms, readNamedSets } from "./named-sets.ts"
import { type PacketSpace, packetSpaceOf, type Services } from "./packet-space.ts"
import { type PortAxes, portAxes } from "./port-axis.ts"
import { collectPorts } from "./port-lists.ts"
import { type ProtocolAxis, protocolAxes } from "./protocol-axis.ts"
import type { RuleSequence } from "./rule-sequence.ts"
import { collectTerms } from "./term-lists.ts"

/** Everything that is known of the rules of one direction before any of them is judged. */
export interface RuleTables {
  readonly protocol: readonly [ported: ProtocolAxis, portless: ProtocolAxis]
  readonly sourcePorts: PortAxes
  readonly destinationPorts: PortAxes
  readonly source: SideTables
  readonly destination: SideTables
  /** The sets that rules name on either side, by their keys. */
  readonly named: ReadonlyMap<string, NamedTerm>
  /** In the order in which witnesses are looked for. */
  readonly spaces: readonly PacketSpace[]
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
  if (old?.changed.size === 0) return old.tables
  const { rules, words } = sequence
  const named = namedTerms(rules, facts)
  // In the same order, too: sets are numbered by it, and a packet's names told in it.
  const before = old ? [...old.tables.named.keys()] : []
  const isSameNames = before.length === named.size && [...named.keys()].every((key, k) => key === before[k])
  const keptSide = (field: "source" | "destination") => (isSameNames ? kept(field) : undefined)
  const kept = <F extends TableField>(field: F): RuleTables[F] | undefined =>
    old?.changed.has(field) === false ? old.tables[field] : undefined
  const protocol =
    kept("protocol") ??
    protocolAxes(
      rules.map(rule => rule.protocol),
      words,
    )
  const sourcePorts = kept("sourcePorts") ?? portAxes(collectPorts(rules, "sourcePorts"), words)
  const destinationPorts = kept("destinationPorts") ?? portAxes(collectPorts(rules, "destinationPorts"), words)
  let source = keptSide("source") ?? sideTables(rules, "source", named)
  let destination = keptSide("destination") ?? sideTables(rules, "destination", named)
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
  const { six: from } = source
  const { six: to } = destination
  const spaces = services.map(one => packetSpaceOf(one, 4, source.four, destination.four))
  if (from && to) spaces.push(...services.map(one => packetSpaceOf(one, 6, from, to)))
  return { protocol, sourcePorts, destinationPorts, source, destination, named, spaces }
}

/** The packet spaces without ports, with what rules share there if a particular port means nothing. */
export function spacesIfPortsMeanNothing({ sourcePorts, destinationPorts, spaces }: RuleTables): PacketSpace[] {
  const sourcePort = sourcePorts.portlessShared()
  const destinationPort = destinationPorts.portlessShared()
  return spaces
    .filter(({ ported }) => !ported)
    .map(({ ported, protocol, family, source, destination }) =>
      packetSpaceOf({ ported, protocol, sourcePort, destinationPort }, family, source, destination),
    )
}

function sideTables(
  rules: readonly SecurityRule[],
  field: "source" | "destination",
  named: ReadonlyMap<string, NamedTerm>,
): SideTables {
  const all = [...named.values()]
  const lists = collectTerms(
    rules,
    field,
    all.map(({ term }) => term),
  )
  const side: AddressSide = { lists, names: readNamedSets(lists, all, rules.length) }
  return { side, four: addressAxis(side, 4, wordsFor(rules.length)), six: undefined }
}

function withIpv6(tables: SideTables, words: number): SideTables {
  return tables.six ? tables : { ...tables, six: addressAxis(tables.side, 6, words) }
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
