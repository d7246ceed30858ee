import * as l10n from "@vscode/l10n"
import {
  type AppliedRules,
  appliedIn,
  appliedTo,
  type EffectiveGroupAt,
  passing,
} from "../judging/effective-interface.ts"
import type { JudgedNetwork } from "../judging/judged-network.ts"
import { unresolvedReasons } from "../topology/unresolved-reasons.ts"
import { tellTraffic } from "./effective-interface.ts"
import { countInWords } from "./group-summary.ts"
import { shortName, subnetName } from "./level-name.ts"
import { escapeMarkdown } from "./markdown.ts"
import type { NetworkThing } from "./network-things.ts"
import { describePassing, internet } from "./passing-text.ts"
import { plainAddress } from "./topology-json.ts"
import { securityGroupLabels } from "./topology-labels.ts"

/** What is in a network: its addresses, its groups, and what gets in from the Internet through all levels. */
export function networkMarkdown(network: JudgedNetwork, thing: NetworkThing): string {
  const applied =
    thing.kind === "subnet" ? appliedIn(network, thing.subnet) : appliedTo(network, thing.networkInterface)
  const levels = applied.groups.map(groupText)
  const isOpen = levels.length === 0 && applied.admin.length === 0
  return [
    `**${escapeMarkdown(thing.name)}** · ${factsOf(network, thing).map(escapeMarkdown).join(" · ")}`,
    levels.length === 0 ? l10n.t`No NSG applies.` : levels.join("  \n"),
    escapeMarkdown(isOpen ? openText() : internetText(applied)),
    ...(thing.kind === "subnet" ? ownGroups(network, thing) : []),
  ].join("\n\n")
}

const openText = () =>
  l10n.t`Nothing is filtered. Only a Standard public IP address or load balancer stays closed to the Internet without an NSG.`

function factsOf(network: JudgedNetwork, thing: NetworkThing): readonly string[] {
  if (thing.kind === "subnet") {
    const { prefixes } = thing.subnet
    const count = new Set(network.index.membersIn(thing.subnet).map(({ networkInterface }) => networkInterface)).size
    const interfaces = count === 1 ? l10n.t`1 NIC` : l10n.t`${count} NICs`
    return [l10n.t`subnet`, ...prefixes.known.map(({ key }) => key), interfaces]
  }
  const { configurations, machine, isPrivateEndpoint } = thing.networkInterface
  const addresses = configurations.map(({ address }) => (address ? plainAddress(address) : l10n.t`dynamic address`))
  const securityGroups = securityGroupLabels(thing.networkInterface)
  return [
    isPrivateEndpoint ? l10n.t`private endpoint` : thing.kind === "machine" ? machineWord(thing) : "NIC",
    ...addresses,
    ...(machine && thing.kind === "networkInterface" ? [`${machineWord({ machine })} ${machine.name}`] : []),
    ...(securityGroups.length > 0 ? [l10n.t`ASG ${securityGroups.join(", ")}`] : []),
  ]
}

function machineWord({ machine }: Pick<Extract<NetworkThing, { kind: "machine" }>, "machine">): string {
  return machine.kind === "scaleSet" ? l10n.t`scale set` : "VM"
}

function groupText({ at, ruled, reference }: EffectiveGroupAt): string {
  const where = at.kind === "networkInterface" ? "NIC" : subnetText(at.subnet)
  if (ruled) {
    return l10n.t`NSG **${escapeMarkdown(ruled.group.name)}** (${escapeMarkdown(where)}, ${countInWords(ruled.group)})`
  }
  const { text, reason } =
    reference.kind === "unresolved" ? reference : { text: "", reason: unresolvedReasons.notKnownHere }
  const isSubnet = at.kind === "subnet" && at.subnet.kind !== "resolved"
  const what = isSubnet
    ? l10n.t`The subnet`
    : l10n.t`NSG **${escapeMarkdown(shortName(text))}** (${escapeMarkdown(where)})`
  return l10n.t`${what}, which ${escapeMarkdown(l10n.t(reason))}: what it lets in is not known`
}

function subnetText(subnet: AppliedRules["subnet"]): string {
  return subnet.kind === "resolved" ? l10n.t`subnet ${subnetName(subnet.target)}` : l10n.t`subnet`
}

/** What gets in from the Internet, for certain and possibly. */
function internetText(applied: AppliedRules): string {
  const text = describePassing(tellTraffic(applied, passing(applied, "Inbound", internet)), "Inbound")
  return applied.groups.length > 1
    ? l10n.t`From the Internet through both levels: ${text}`
    : l10n.t`From the Internet: ${text}`
}

/** A subnet's NICs may have groups of their own, which let in less. */
function ownGroups(network: JudgedNetwork, { subnet }: Extract<NetworkThing, { kind: "subnet" }>): readonly string[] {
  const inside = new Set(network.index.membersIn(subnet).map(({ networkInterface }) => networkInterface))
  const count = [...inside].filter(({ group }) => group.kind !== "none").length
  if (count === 0) return []
  return [
    count === 1
      ? l10n.t`1 of its NICs has an NSG of its own, which must allow it too.`
      : l10n.t`${count} of its NICs have NSGs of their own, which must allow it too.`,
  ]
}
