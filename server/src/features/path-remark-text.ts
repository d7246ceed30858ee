import * as l10n from "@vscode/l10n"
import { listSome, listWords, nameRule } from "../checks/wording.ts"
import type { Course } from "../judging/path-course.ts"
import type { GroupLevel } from "../judging/path-level.ts"
import type { Balancing } from "../judging/path-reception.ts"
import type { PathRemark } from "../judging/path-remark.ts"
import type { ClosedWay } from "../judging/public-entry.ts"
import type { NetworkGap, RouteDoubt } from "../judging/subnet-network.ts"
import type { UnpeeredNetworks } from "../judging/unpeered-networks.ts"
import type { Route } from "../topology/topology.ts"
import { unresolvedReasons } from "../topology/unresolved-reasons.ts"
import { formatAddress } from "./flow-text.ts"
import { interfaceName, levelIdentity, shortName, subnetName } from "./level-name.ts"
import { shortWords } from "./rule-cells.ts"
import { describeFault } from "./topology-fault-text.ts"

/** A remark on a path as sentences. */
export function describePathRemark(remark: PathRemark): string[] {
  switch (remark.kind) {
    case "unresolved":
      return [l10n.t`The answer depends on ${unresolvedText(remark.level)}.${missingFileAdvice(remark.level)}`]
    case "unpeered":
      return [unpeeredText(remark)]
    case "closed":
      return [closedText(remark.way)]
    case "no-public-address":
      return [
        l10n.t`No public IP address in these files leads to ${listSome(remark.networkInterfaces.map(interfaceName), 3)}.`,
      ]
    case "chosen-address":
      return [
        l10n.t`Assumed: ${formatAddress(remark.address)} is the address of ${interfaceName(remark.networkInterface)}, which Azure chooses.`,
      ]
    case "no-interface":
      return [
        l10n.t`No network interface in these files has ${formatAddress(remark.address)}: only its subnet ${subnetName(remark.subnet)} was checked.`,
      ]
    case "translated":
      return [
        l10n.t`${remark.resource.name} is a public address: the sender's own address is translated on the way, so only the sender's side was checked.`,
      ]
    case "proxy":
      return [
        l10n.t`${remark.loadBalancer.name} ends this flow and opens a new one to its back ends: verify that one too.`,
      ]
    case "private-endpoint":
      return [privateEndpointText(remark.level, remark.isStated)]
    case "refused-group":
      return [
        l10n.t`Azure does not support an NSG on ${levelIdentity(remark.level).name}; the one written here was still checked.`,
      ]
    case "default-route":
      return [defaultRouteText(remark.routes, subnetName(remark.subnet))]
    case "dropping-route":
      return [
        l10n.t`Azure drops this traffic, whatever the NSGs say: ${remark.route.name} in the route table of ${subnetName(remark.subnet)} sends ${formatRoute(remark.route.destination)} nowhere (next hop None).`,
      ]
    case "contradiction":
      return [describeFault(remark.fault)]
    case "perhaps-routed":
      return [`${routeDoubtText(remark.doubt)}.`]
    case "gap":
      return [gapText(remark.gap)]
    case "learnt-route":
      return [learntRouteText(remark)]
    case "incomplete-admin":
      return [l10n.t`Some security admin rules of ${remark.configuration.name} are not known here.`]
    case "several":
      return [severalText(remark.courses, remark.agree)]
    case "too-many":
      return [l10n.t`Only ${remark.judged} of ${remark.of} pairs of addresses were checked.`]
    default:
      return [balancingText(remark.kind, remark.balancing)]
  }
}

/** "depends on NSG x, which is not defined in these files": the beginning of a sentence. */
export function dependsText(level: GroupLevel): string {
  return l10n.t`depends on ${unresolvedText(level)}`
}

/** "NSG x, which is not defined in these files". */
export function unresolvedText({ at, group }: GroupLevel): string {
  if (group.kind !== "unresolved") return ""
  const reason = l10n.t(group.reason)
  if (group.text === "") return l10n.t`the NSG of its subnet, which ${reason}`
  const name = shortName(group.text)
  if (group.what !== "group") return l10n.t`the NSG of subnet ${name}, which ${reason}`
  return at.kind === "subnet" && at.subnet.kind === "resolved"
    ? l10n.t`NSG ${name} (of ${subnetName(at.subnet.target)}), which ${reason}`
    : l10n.t`NSG ${name}, which ${reason}`
}

function missingFileAdvice({ group }: GroupLevel): string {
  return group.kind === "unresolved" && group.reason === unresolvedReasons.noDocument
    ? l10n.t` Add the file that defines it.`
    : ""
}

function unpeeredText({ from, to, perhaps }: UnpeeredNetworks): string {
  if (!perhaps) {
    return l10n.t`There is no route from ${from.name} to ${to.name}: no peering connects them. Their NSGs were still checked.`
  }
  const names = l10n.t`No peering connects ${from.name} and ${to.name}`
  if (perhaps.kind === "condition")
    return l10n.t`A condition decides whether a peering connects ${from.name} and ${to.name}.`
  if (perhaps.kind === "gateways") return l10n.t`${names}, and whether their gateways do is not known.`
  if (perhaps.kind === "routes") return l10n.t`${names}, and not all routes of the sender's subnet are known.`
  const { route } = perhaps
  return /gateway/i.test(route.nextHopType ?? "")
    ? l10n.t`${names}: ${route.name} sends this traffic to a gateway. Whether it passes it on is not known.`
    : l10n.t`${names}: ${route.name} sends this traffic to an appliance. Whether it passes it on is not known.`
}

function closedText({ entry: { resource }, holds }: ClosedWay): string {
  const name = resource?.name ?? l10n.t`The public address`
  if (holds === "yes") {
    return l10n.t`${name} has the Standard SKU, which blocks traffic until an NSG allows it, and no NSG is on this path.`
  }
  if (holds === "from-outside") {
    return l10n.t`Traffic from the Internet is blocked: ${name} has the Standard SKU, and no NSG on this path allows it.`
  }
  return l10n.t`The SKU of ${name} is not known: the Standard SKU blocks traffic until an NSG allows it, and no NSG is on this path.`
}

function defaultRouteText(routes: readonly Route[], subnet: string): string {
  const names = listWords(routes.map(({ name }) => name))
  const prefixes = listWords(routes.map(({ destination }) => formatRoute(destination)))
  return routes.length === 1
    ? l10n.t`${names} sends all traffic of ${subnet} to an appliance or gateway (${prefixes}), so VirtualNetwork includes every address there; whether Internet still includes any is not documented.`
    : l10n.t`${names} send all traffic of ${subnet} to an appliance or gateway (${prefixes}), so VirtualNetwork includes every address there; whether Internet still includes any is not documented.`
}

function privateEndpointText(level: GroupLevel, isStated: boolean): string {
  const { name } = levelIdentity(level)
  const why = isStated ? l10n.t`the subnet disables them` : l10n.t`by default a subnet disables them`
  return l10n.t`The NSG of ${name} does not apply to private endpoints: ${why} (privateEndpointNetworkPolicies).`
}

function formatRoute(destination: Parameters<typeof formatAddress>[0] | undefined): string {
  return destination ? formatAddress(destination) : "?"
}

function routeDoubtText(doubt: RouteDoubt): string {
  if (doubt.kind === "table")
    return l10n.t`Depends on route table ${shortName(doubt.text)}, which ${l10n.t(doubt.reason)}`
  if (doubt.kind === "routes") return l10n.t`Not all routes of ${doubt.table} are known`
  return l10n.t`What route ${doubt.route} of ${doubt.table} adds to VirtualNetwork is not known`
}

function gapText(gap: NetworkGap): string {
  const { name } = gap.network
  if (gap.kind === "peering") {
    return l10n.t`${name} has a peering with ${shortName(gap.text)}, which ${l10n.t(gap.reason)}: its addresses are not known.`
  }
  if (gap.kind === "condition") return l10n.t`A condition decides whether ${name} has a peering with ${gap.other.name}.`
  if (gap.kind === "gateway") return learningTexts[gap.by](name)
  return l10n.t`Not all prefixes of ${name} are known.`
}

const learningTexts = {
  gateway: (name: string) => l10n.t`${name} uses a gateway: which addresses are behind it is not known.`,
  virtualHub: (name: string) =>
    l10n.t`${name} is connected to a virtual hub: which addresses are behind it is not known.`,
  routeServer: (name: string) => l10n.t`${name} uses a Route Server: which addresses are behind it is not known.`,
} as const

function learntRouteText({ gap, decider }: Extract<PathRemark, { kind: "learnt-route" }>): string {
  const { name } = gap.network
  const source = { gateway: l10n.t`gateway`, virtualHub: l10n.t`virtual hub`, routeServer: "Route Server" }[gap.by]
  const rule = decider ? nameRule(decider) : l10n.t`another rule`
  return l10n.t`Assumed: ${name} learns no default route (0.0.0.0/0) from its ${source}. With one, VirtualNetwork includes every address, and ${rule} could decide.`
}

function severalText(courses: readonly Course[], agree: boolean): string {
  if (agree)
    return courses.length === 2
      ? l10n.t`Both pairs of addresses have the same result; the levels shown are those of the first pair.`
      : l10n.t`All ${courses.length} pairs of addresses have the same result; the levels shown are those of the first pair.`
  const parts = (["Allow", "Deny", "Unknown"] as const).flatMap(access => {
    const own = courses.filter(course => course.access === access)
    if (own.length === 0) return []
    return [
      l10n.t`${access === "Unknown" ? l10n.t`not known` : access} for ${shortWords([...new Set(own.map(courseName(courses)))])}`,
    ]
  })
  return l10n.t`The answer is not the same for all: ${listWords(parts)}.`
}

/** By the ends in which the courses differ. */
function courseName(courses: readonly Course[]): (course: Course) => string {
  const differs = (side: "sender" | "receiver") => new Set(courses.map(course => stationName(course[side]))).size > 1
  const [from, to] = [differs("sender"), differs("receiver")]
  return ({ sender, receiver }) => {
    if (from && to) return `${stationName(sender)} -> ${stationName(receiver)}`
    return stationName(from ? sender : receiver)
  }
}

function stationName({ term, attachment }: Course["sender"]): string {
  const member = attachment?.member
  const isOne = member && member.networkInterface.configurations.length === 1
  return isOne ? interfaceName(member.networkInterface) : formatAddress(term)
}

type BalancingKind = Extract<PathRemark, { readonly balancing: Balancing }>["kind"]

function balancingText(kind: BalancingKind, { loadBalancer, frontEnd, rules }: Balancing): string {
  const name = `${loadBalancer.name}/${frontEnd.name}`
  if (kind === "no-balancing-rule") return l10n.t`${name} has no rule for this protocol and port: it drops the flow.`
  if (kind === "open-balancing") return l10n.t`Which back ends ${name} sends this flow to is only partly known here.`
  if (kind === "no-back-end") return l10n.t`${name} has no back end in these files.`
  const backEnds = [...new Set(rules.flatMap(rule => rule.backEnds.map(one => interfaceName(one.networkInterface))))]
  const ports = [...new Set(rules.flatMap(({ backEndPort }) => (backEndPort ? [`${backEndPort}`] : [])))]
  const port = ports.length === 0 ? "" : l10n.t` on port ${listWords(ports, "or")}`
  return l10n.t`${name} sends the flow to ${shortWords(backEnds, "or")}${port}; NSGs there see the client's own address and port.`
}
