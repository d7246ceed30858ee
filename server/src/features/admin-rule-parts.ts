import type { AdminConfiguration, LocatedAdminRule } from "../topology/topology.ts"
import type { AddressTerm } from "../values/address.ts"
import { rangeText } from "../values/parse-ports.ts"
import type { PortTerm } from "../values/port.ts"
import { isUnknown, type Maybe } from "../values/unknown.ts"
import { referenceLabel } from "./topology-labels.ts"

/** What a security admin rule says; null or `?` where that cannot be known. */
export interface AdminRuleParts {
  readonly name: string
  readonly priority: number | null
  readonly direction: string | null
  readonly access: string | null
  readonly protocol: string | null
  readonly sources: readonly string[]
  readonly sourcePorts: readonly string[]
  readonly destinations: readonly string[]
  readonly destinationPorts: readonly string[]
}

/** In the order in which they are tried. */
export function adminRuleParts({ rules }: AdminConfiguration): readonly AdminRuleParts[] {
  return rules.toSorted((a, b) => numberOf(a.priority) - numberOf(b.priority)).map(partsOf)
}

/** The networks that it applies to, by name; others may be among them that a policy chooses. */
export function adminNetworks({ networks }: AdminConfiguration): readonly string[] {
  return networks.flatMap(network => referenceLabel(network) ?? [])
}

function partsOf(rule: LocatedAdminRule): AdminRuleParts {
  const { name, priority, direction, access, protocol, source, sourcePorts, destination, destinationPorts } = rule
  return {
    ...{ name, priority: known(priority), direction: known(direction), access: known(access) },
    protocol: known(protocol),
    ...{ sources: source.map(addressText), sourcePorts: sourcePorts.map(portText) },
    ...{ destinations: destination.map(addressText), destinationPorts: destinationPorts.map(portText) },
  }
}

function known<T>(value: Maybe<T>): T | null {
  return isUnknown(value) ? null : value
}

function numberOf(priority: Maybe<number>): number {
  return known(priority) ?? Number.POSITIVE_INFINITY
}

function addressText(term: AddressTerm): string {
  if (term.kind === "unknown") return "?"
  return term.kind === "any" ? "*" : term.kind === "prefix" ? term.key : term.name
}

function portText(port: PortTerm): string {
  if ("unknown" in port) return "?"
  return port.first === 0 && port.last === 65535 ? "*" : rangeText(port)
}
