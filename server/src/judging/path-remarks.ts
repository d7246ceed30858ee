import type { Direction } from "../engine/security-rule.ts"
import type { Endpoint } from "../topology/endpoint.ts"
import { membersOf } from "../topology/members-of.ts"
import type { NetworkInterface, Place, Subnet } from "../topology/topology.ts"
import type { TopologyFault } from "../topology/topology-fault.ts"
import { droppingRoute } from "./dropping-route.ts"
import type { JudgedNetwork } from "./judged-network.ts"
import type { Course } from "./path-course.ts"
import { type GroupLevel, isRefusedGroup, type LevelVerdict } from "./path-level.ts"
import type { Reception } from "./path-reception.ts"
import type { PathRemark } from "./path-remark.ts"
import type { Station } from "./path-station.ts"
import { entriesBefore, isOutsideAddress } from "./public-entry.ts"
import { type End, type UnpeeredNetworks, unpeeredNetworks } from "./unpeered-networks.ts"
import { verifyFlow } from "./verify-flow.ts"

/** What is to be said of how the flow gets from its sender to where it arrives. */
export function receptionRemarks(
  { balancing, stations }: Reception,
  destination: Endpoint,
  isTranslated: boolean,
  courses: readonly Course[],
): readonly PathRemark[] {
  const remarks: PathRemark[] = []
  if (isTranslated && destination.kind === "publicAddress") {
    remarks.push({ kind: "translated", resource: destination.publicAddress })
  }
  if (destination.kind === "frontEnd") {
    const { loadBalancer } = destination
    if (isTranslated) remarks.push({ kind: "translated", resource: loadBalancer })
    if (loadBalancer.kind !== "loadBalancer") remarks.push({ kind: "proxy", loadBalancer })
  }
  if (balancing && !isTranslated) {
    if (balancing.isOpen) remarks.push({ kind: "open-balancing", balancing })
    else if (balancing.rules.length === 0) remarks.push({ kind: "no-balancing-rule", balancing })
    else if (stations.length === 0) remarks.push({ kind: "no-back-end", balancing })
    if (stations.length > 0) remarks.push({ kind: "balanced", balancing })
  }
  if (courses.length > 1) {
    const agree = courses.every(({ access }) => access === courses[0]?.access)
    remarks.push({ kind: "several", courses, agree })
  }
  return remarks
}

/** What is to be said of the courses and their levels, each thing once. */
export function courseRemarks(network: JudgedNetwork, courses: readonly Course[]): readonly PathRemark[] {
  const said = new Map<unknown, Set<PathRemark["kind"]>>()
  const remarks = courses.flatMap(course =>
    [...remarksOn(network, course)].filter(remark => {
      const subject = subjectOf(remark)
      const kinds = said.get(subject) ?? new Set()
      said.set(subject, kinds)
      return !kinds.has(remark.kind) && kinds.add(remark.kind)
    }),
  )
  // Of many machines one sentence.
  const first = remarks.find(({ kind }) => kind === "no-public-address")
  const networkInterfaces = remarks.flatMap(interfacesOf)
  return remarks.flatMap((remark): PathRemark[] => {
    if (remark.kind !== "no-public-address") return [remark]
    return remark === first ? [{ ...remark, networkInterfaces }] : []
  })
}

function interfacesOf(remark: PathRemark): readonly NetworkInterface[] {
  return remark.kind === "no-public-address" ? remark.networkInterfaces : []
}

function* remarksOn(network: JudgedNetwork, course: Course): Generator<PathRemark, undefined> {
  const unpeered = unpeeredBetween(network, course)
  if (unpeered) yield { kind: "unpeered", ...unpeered }
  if (course.closed) yield { kind: "closed", way: course.closed }
  const unreached = unreachedInterface(network, course)
  if (unreached) yield { kind: "no-public-address", networkInterfaces: [unreached] }
  yield* addressRemarks(course)
  for (const level of course.levels) {
    if (level.kind === "networkManager") {
      const { configuration } = level.decider
      if (!configuration.complete) yield { kind: "incomplete-admin", configuration }
    } else yield* groupRemarks(level)
  }
  yield* networkRemarks(network, course)
}

/** The networks of the ends, where no peering connects them. */
function unpeeredBetween(network: JudgedNetwork, { sender, receiver }: Course): UnpeeredNetworks | undefined {
  const [from, to] = [endOf(network, sender), endOf(network, receiver)]
  return from && to && unpeeredNetworks(from, to)
}

function endOf(network: JudgedNetwork, { term, attachment }: Station): End | undefined {
  if (attachment?.subnet.kind !== "resolved") return undefined
  const subnet = attachment.subnet.target
  return { term, subnet, around: () => network.contextOf(subnet).network }
}

/** Single addresses on judged sides that no network interface is known to have. */
function* addressRemarks({ sender, receiver, levels }: Course): Generator<PathRemark, undefined> {
  for (const [{ term: address, attachment, isUnclaimed }, direction] of [
    [sender, "Outbound"],
    [receiver, "Inbound"],
  ] as const) {
    const isJudgedSide = levels.some(level => level.direction === direction)
    if (!attachment || !isJudgedSide || address.kind !== "prefix" || address.first !== address.last) continue
    const { member, subnet } = attachment
    if (member?.configuration.address) continue
    if (member) yield { kind: "chosen-address", address, networkInterface: member.networkInterface }
    else if (isUnclaimed && subnet.kind === "resolved") yield { kind: "no-interface", address, subnet: subnet.target }
  }
}

function unreachedInterface(network: JudgedNetwork, { sender, receiver, levels }: Course) {
  const member = receiver.attachment?.member
  const isAsked = levels.some(({ direction }) => direction === "Inbound")
  if (!member || !isAsked || sender.attachment || isOutsideAddress(sender.term) !== true) return undefined
  const hasEntry = membersOf(member.networkInterface).some(each => entriesBefore(network, each).length > 0)
  return hasEntry ? undefined : member.networkInterface
}

function* groupRemarks(level: GroupLevel): Generator<PathRemark, undefined> {
  const { group, at } = level
  if (group.kind === "unresolved") yield { kind: "unresolved", level }
  if (group.kind === "ignored") {
    const subnet = at.kind === "subnet" && at.subnet.kind === "resolved" ? at.subnet.target : undefined
    yield { kind: "private-endpoint", level, isStated: subnet?.privateEndpointNetworkPolicies !== undefined }
  }
  if (isRefusedGroup(level)) yield { kind: "refused-group", level }
}

/** What is known of the networks that the levels were judged in, where it has a say. */
function* networkRemarks(
  network: JudgedNetwork,
  { sender, receiver, levels }: Course,
): Generator<PathRemark, undefined> {
  for (const [station, direction] of [
    [sender, "Outbound"],
    [receiver, "Inbound"],
  ] as const) {
    const subnet = station.attachment?.subnet.kind === "resolved" ? station.attachment.subnet.target : undefined
    const own = levels.filter(level => isJudged(level, direction))
    if (!subnet || own.length === 0) continue
    yield* contradictions(network, station)
    const dropping = direction === "Outbound" ? droppingRoute(subnet, receiver.term) : undefined
    if (dropping) yield { kind: "dropping-route", subnet, route: dropping }
    const { routed, gaps } = network.contextOf(subnet).network
    if (routed.by.length > 0) yield { kind: "default-route", subnet, routes: routed.by }
    else yield* learntRoute(network, subnet, own)
    for (const level of own.filter(({ access }) => access === "Unknown")) {
      if (routed.doubt && level.group.ifRouted) yield { kind: "perhaps-routed", level, doubt: routed.doubt }
      else for (const gap of gaps) yield { kind: "gap", subnet, gap }
    }
  }
}

/** A default route that a gateway learns would make VirtualNetwork everything: said where that changes a certain answer. */
function* learntRoute(
  network: JudgedNetwork,
  subnet: Subnet,
  levels: readonly JudgedLevel[],
): Generator<PathRemark, undefined> {
  const { network: around, ifLearnt } = network.contextOf(subnet)
  const gap = around.gaps.find(({ kind }) => kind === "gateway")
  if (!ifLearnt || gap?.kind !== "gateway") return
  for (const { access, group } of levels) {
    if (access === "Unknown") return
    const learnt = verifyFlow(group.ruled, group.verdict.flow, ifLearnt())
    if (learnt.access === access) continue
    yield { kind: "learnt-route", gap, decider: learnt.decider }
    return
  }
}

/** What documents say differently about the network interface, its subnet and its network. */
function* contradictions({ faults }: JudgedNetwork, { attachment }: Station): Generator<PathRemark, undefined> {
  const subnet = attachment?.subnet.kind === "resolved" ? attachment.subnet.target : undefined
  const things = [attachment?.member?.networkInterface, subnet, subnet?.network].filter(thing => thing !== undefined)
  for (const fault of faults) {
    const isMeant = otherPlaces(fault).some(({ document, range }) =>
      things.some(({ place }) => place.document === document && place.range.start === range.start),
    )
    if (isMeant) yield { kind: "contradiction", fault }
  }
}

function otherPlaces(fault: TopologyFault): readonly Pick<Place, "document" | "range">[] {
  if (fault.kind === "different-values") return fault.others
  return "other" in fault ? [fault.other] : []
}

type JudgedLevel = GroupLevel & { readonly group: Extract<GroupLevel["group"], { kind: "judged" }> }

function isJudged(level: LevelVerdict, direction: Direction): level is JudgedLevel {
  return level.direction === direction && level.kind !== "networkManager" && level.group.kind === "judged"
}

/** What a remark is about: of one kind it is said once. */
function subjectOf(remark: PathRemark): unknown {
  if ("level" in remark) return subjectOfLevel(remark.level)
  if (remark.kind === "unpeered") return remark.to
  if (remark.kind === "closed") return remark.way.entry.resource
  if (remark.kind === "no-public-address") return remark.networkInterfaces[0]
  if (remark.kind === "chosen-address") return remark.networkInterface
  if (remark.kind === "default-route" || remark.kind === "no-interface") return remark.subnet
  if (remark.kind === "gap" || remark.kind === "learnt-route") return remark.gap
  if (remark.kind === "dropping-route") return remark.route
  if (remark.kind === "contradiction") return remark.fault
  return remark.kind === "incomplete-admin" ? remark.configuration : remark
}

function subjectOfLevel({ at }: GroupLevel): unknown {
  if (at.kind === "networkInterface") return at.networkInterface
  return at.subnet.kind === "resolved" ? at.subnet.target : at.subnet
}
