import * as l10n from "@vscode/l10n"
import type { AddressTerm } from "../../values/address.ts"
import { anyAddress, parseAddress } from "../../values/parse-address.ts"
import { allPorts, parsePort } from "../../values/parse-ports.ts"
import type { PortTerm } from "../../values/port.ts"
import type { Unknown } from "../../values/unknown.ts"
import { type Described, itemsAt, scalarText, textAt, valuesOf } from "./described.ts"
import type {
  AdminCollectionStatement,
  AdminConfigurationStatement,
  AdminRuleStatement,
  ManagedNetworkStatement,
  ManagerStatement,
} from "./network-part.ts"
import { referenceAt, referencesAt } from "./read-reference.ts"

export function readManager(holder: Described): ManagerStatement {
  return { kind: "networkManager", isOfManagementGroup: valuesOf(holder.get("managementGroups")).items.length > 0 }
}

export function readManagedNetwork(holder: Described): ManagedNetworkStatement {
  const network = referenceAt(holder, "managed", "Microsoft.Network/virtualNetworks")
  return { kind: "managedNetwork", ...(network && { network }) }
}

export function readAdminConfiguration(holder: Described): AdminConfigurationStatement {
  const [services] = valuesOf(holder.get("intentPolicies")).items.flatMap(node => scalarText(node) ?? [])
  return { kind: "adminConfiguration", ...(services !== undefined && { intentPolicyServices: services }) }
}

const networkGroupType = "Microsoft.Network/networkManagers/networkGroups"

/** Objects with the id of a group, or ids. */
export function readAdminCollection(holder: Described): AdminCollectionStatement {
  const { items, areAll } = itemsAt(holder, "networkGroups")
  const named = items.flatMap(item => referenceAt(item, "networkGroup", networkGroupType) ?? [])
  const plain = named.length > 0 ? named : referencesAt(holder, "networkGroups", networkGroupType).items
  return { kind: "adminCollection", networkGroups: { items: plain, areAll } }
}

export function readAdminRule(holder: Described): AdminRuleStatement {
  const unknown = (part: string): Unknown => ({
    identity: `${part} of ${holder.resource.name}`,
    reason: l10n.t`it is not written as a literal`,
  })
  const priority = Number(textAt(holder, "priority"))
  const rule = {
    name: holder.resource.name,
    priority: Number.isInteger(priority) ? priority : unknown("priority"),
    direction: oneOf(textAt(holder, "direction"), ["Inbound", "Outbound"]) ?? unknown("direction"),
    access: oneOf(textAt(holder, "access"), ["Allow", "Deny", "AlwaysAllow"]) ?? unknown("access"),
    protocol: protocolOf(textAt(holder, "protocol")) ?? unknown("protocol"),
    source: addressesAt(holder, "sources", unknown),
    sourcePorts: portsAt(holder, "sourcePorts", unknown),
    destination: addressesAt(holder, "destinations", unknown),
    destinationPorts: portsAt(holder, "destinationPorts", unknown),
    possiblyAbsent: holder.resource.condition !== undefined,
  }
  return { kind: "adminRule", rule }
}

function oneOf<T extends string>(text: string | undefined, words: readonly T[]): T | undefined {
  return words.find(word => word.toLowerCase() === text?.toLowerCase())
}

function protocolOf(text: string | undefined) {
  if (text?.toLowerCase() === "any") return "*" as const
  return oneOf(text, ["Tcp", "Udp", "Icmp", "Esp", "Ah", "*"])
}

type UnknownPart = (part: string) => Unknown

/** A side without items is any address. */
function addressesAt(
  holder: Described,
  name: "sources" | "destinations",
  unknown: UnknownPart,
): readonly AddressTerm[] {
  const { items, areAll } = itemsAt(holder, name)
  const open = (place: string): AddressTerm => ({
    kind: "unknown",
    key: `unknown:${name}${place} of ${holder.resource.name}`,
    unknown: unknown(name),
  })
  const terms = items.map((item, place) => addressIn(textAt(item, "addressPrefix")) ?? open(` ${place}`))
  if (!areAll) return [...terms, open("")]
  return terms.length > 0 ? terms : [anyAddress]
}

function addressIn(text: string | undefined): AddressTerm | undefined {
  const term = text === undefined ? undefined : parseAddress(text)
  return term && !("fault" in term) ? term : undefined
}

function portsAt(
  holder: Described,
  name: "sourcePorts" | "destinationPorts",
  unknown: UnknownPart,
): readonly PortTerm[] {
  const { items, areAll } = valuesOf(holder.get(name))
  const terms = items.map((node): PortTerm => {
    const text = scalarText(node)
    const port = text === undefined ? undefined : parsePort(text)
    return port && !("fault" in port) ? port : { unknown: unknown(name) }
  })
  if (!areAll) return [...terms, { unknown: unknown(name) }]
  return terms.length > 0 ? terms : [allPorts]
}
