import * as l10n from "@vscode/l10n"
import { publicPrefixes } from "../azure/special-addresses.ts"
import type { Direction } from "../engine/security-rule.ts"
import type { GroupRule } from "../judging/group-rule.ts"
import type { FlowVerdict } from "../judging/verify-flow.ts"
import type { AddressPrefix } from "../values/address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import { formatAddress } from "./flow-text.ts"

/** What the answer of a single NSG takes its network to be. */
export function describeNetwork(verdict: FlowVerdict): string[] {
  const { flow, context, rows } = verdict
  const local = flow.direction === "Inbound" ? flow.destination : flow.source
  const { virtualNetwork } = context
  const isElsewhere =
    virtualNetwork.length > 0 && local.kind === "prefix" && !virtualNetwork.some(one => meet(one, local))
  return [
    ...(isElsewhere ? [machineElsewhere(formatAddress(local))] : []),
    ...(rows.some(({ rule }) => namesNetwork(rule)) ? describeInside(verdict) : []),
  ]
}

/** Said only where a rule that was tried names the virtual network or what lies outside of it. */
function describeInside({ flow, context: { virtualNetwork }, judged }: FlowVerdict): string[] {
  if (judged.group.expansions?.has("tag:virtualnetwork")) {
    return [l10n.t`Addresses of the virtual network and of service tags are those that Azure printed with these rules.`]
  }
  if (virtualNetwork.length > 0) {
    const prefixes = virtualNetwork.map(formatAddress).join(", ")
    return [
      l10n.t`The virtual network is ${prefixes} (as given) and 168.63.129.16, the platform's address; everything else is outside.`,
    ]
  }
  const local = flow.direction === "Inbound" ? flow.destination : flow.source
  if (local.kind !== "prefix") return []
  if (isPublic(local)) return [publicMachine(flow.direction, formatAddress(local))]
  return [l10n.t`Assumed: ${formatAddress(local)} is in the virtual network, public addresses are not.`]
}

function meet(one: AddressPrefix, other: AddressPrefix): boolean {
  return isPrefixWithin(one, other) || isPrefixWithin(other, one)
}

/** A slip: who asks so gets an answer for a machine that the network does not have. */
function machineElsewhere(address: string): string {
  return l10n.t`${address}, the address behind this NSG, is not in the virtual network as given. Check the address, or --vnet (nsg.virtualNetwork).`
}

function isPublic(address: AddressPrefix): boolean {
  return publicPrefixes.some(one => isPrefixWithin(address, one))
}

/** A common mistake: rules see the private address of a machine, whatever public one it is reached by. */
function publicMachine(direction: Direction, address: string): string {
  const advice = direction === "Outbound" ? l10n.t`Use that one, or ask for the inbound flow.` : l10n.t`Use that one.`
  return l10n.t`Assumed: ${address} is the machine behind this NSG. But it is a public address, and rules see the machine's private address. ${advice}`
}

function namesNetwork({ source, destination }: GroupRule): boolean {
  return [...source, ...destination].some(({ key }) => key === "tag:virtualnetwork" || key === "tag:internet")
}
