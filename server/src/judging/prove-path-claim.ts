import type { Access, Direction } from "../engine/security-rule.ts"
import type { EndProblem, Endpoint } from "../topology/endpoint.ts"
import type { AddressTerm } from "../values/address.ts"
import { askPath } from "./ask-path.ts"
import { agreedVerdict, type ClaimSide, type ClaimTraffic, type ClaimVerdict, joinVerdicts } from "./claim.ts"
import { doubted, oppositeOf, tellsApart } from "./claim-place.ts"
import { type ClaimPlace, claimProver } from "./claim-prover.ts"
import { appliedIn, appliedTo } from "./effective-interface.ts"
import { type JudgedNetwork, namesSecurityGroups } from "./judged-network.ts"
import { noNetwork } from "./network-context.ts"
import { pathProver } from "./path-prover.ts"
import type { PathQuestion, WrittenFlow } from "./path-question.ts"
import { internet, type Reception, receptionOf } from "./path-reception.ts"
import type { PathProblem } from "./path-remark.ts"
import { type Attachment, type Station, stationsOf } from "./path-station.ts"
import { closedEntry } from "./public-entry.ts"

/** A claim between things of a topology, of one end each. */
export interface PathClaim {
  readonly access: Access
  /** Absent for the whole path, or the side that is in the topology. */
  readonly direction: Direction | undefined
  readonly protocols: ClaimTraffic["protocols"]
  readonly source: Omit<ClaimSide, "terms"> & { readonly end: WrittenFlow["source"] }
  readonly destination: Omit<ClaimSide, "terms"> & { readonly end: WrittenFlow["destination"] }
}

/** Set for a front end whose rules are asked of single ports, where a claim is about more. */
export type PathClaimProblem = PathProblem | EndProblem | { readonly kind: "ports-of-front-end" }

export function provePathClaim(network: JudgedNetwork, claim: PathClaim): ClaimVerdict | PathClaimProblem {
  const { source, destination, direction, protocols } = claim
  const written: WrittenFlow = {
    protocol: protocols[0] ?? "Tcp",
    source: source.end,
    destination: destination.end,
    sourcePort: "*",
    destinationPort: "*",
    ...(direction && { direction }),
  }
  const question = askPath(network, written)
  if ("candidates" in question) return question
  if (question.source.kind === "frontEnd") return { kind: "starts-nothing" }
  if (question.destination.kind !== "frontEnd") return proveAt(network, claim, question)
  const ports = destination.ports?.flatMap(({ first, last }) => (first === last ? [first] : [])) ?? []
  if (ports.length === 0 || ports.length !== destination.ports?.length) return { kind: "ports-of-front-end" }
  const verdicts: ClaimVerdict[] = []
  for (const protocol of protocols) {
    for (const port of ports) {
      const one = {
        ...claim,
        protocols: [protocol],
        destination: { ...destination, ports: [{ first: port, last: port }] },
      }
      const asked = { ...question, written: { ...written, protocol, destinationPort: port } }
      const verdict = proveAt(network, one, asked)
      if ("kind" in verdict) return verdict
      verdicts.push(verdict)
    }
  }
  return joinVerdicts(verdicts)
}

function proveAt(network: JudgedNetwork, claim: PathClaim, question: PathQuestion): ClaimVerdict | PathProblem {
  const { access, direction } = claim
  const { written, source, destination } = question
  const reception = receptionOf(network, destination, written)
  const own = stationsOf(network, source)
  const isTranslated = isPublicEnd(destination) && own.some(({ attachment }) => attachment)
  const sides = { sender: direction !== "Inbound", receiver: direction ? direction === "Inbound" : !isTranslated }
  const senders = isTranslated && direction === "Inbound" ? [{ term: internet }] : own
  const receivers =
    reception.asked && (!sides.receiver || reception.stations.length === 0)
      ? [{ term: reception.asked }]
      : reception.stations
  const isHere = (stations: readonly Station[]) => stations.some(({ attachment }) => attachment)
  if (!(sides.sender && isHere(senders)) && !(sides.receiver && (isHere(receivers) || reception.balancing))) {
    return { kind: "not-here", question }
  }
  const balanced = reception.balancing && sides.receiver ? balancedAccess(reception) : undefined
  if (balanced) return closedVerdict(access, balanced)
  const verdicts = senders.flatMap(sender =>
    receivers.map(receiver => proveBetween(network, claim, sender, receiver, reception, sides)),
  )
  return joinVerdicts(verdicts)
}

function isPublicEnd(end: Endpoint): boolean {
  return end.kind === "publicAddress" || (end.kind === "frontEnd" && end.frontEnd.publicAddress.kind !== "none")
}

/** What a front end without a rule for the traffic does with it, or one of which not all is known. */
function balancedAccess({ balancing, stations }: Reception): "Deny" | "Unknown" | undefined {
  if (!balancing) return undefined
  if (balancing.isOpen) return "Unknown"
  if (balancing.rules.length === 0) return "Deny"
  return stations.length === 0 ? "Unknown" : undefined
}

/** Of traffic that no rule lets in or keeps out. */
function closedVerdict(access: Access, found: "Deny" | "Unknown"): ClaimVerdict {
  if (found === "Unknown") return { status: "unknown", decidedBy: [] }
  return { status: access === "Deny" ? "holds" : "fails", decidedBy: [] }
}

interface Sides {
  readonly sender: boolean
  readonly receiver: boolean
}

function proveBetween(
  network: JudgedNetwork,
  claim: PathClaim,
  sender: Station,
  receiver: Station,
  { asked, publicEntry }: Reception,
  sides: Sides,
): ClaimVerdict {
  const from = sides.sender && sender.attachment ? placeOf(network, sender.attachment) : undefined
  const to = sides.receiver && receiver.attachment ? placeOf(network, receiver.attachment) : undefined
  if (
    (sender.isBeside && !countsBeside(from, sender, "Outbound")) ||
    (receiver.isBeside && !countsBeside(to, receiver, "Inbound"))
  ) {
    return { status: "empty", decidedBy: [] }
  }
  const { access } = claim
  const sets = { sourceSets: listed(sender.sets), destinationSets: listed(receiver.sets) }
  const seen = asked ?? receiver.term
  const ways =
    to && !sender.attachment && isWithoutGroup(to)
      ? closedEntry(network, receiver.attachment, publicEntry, sender.term)
      : undefined
  if (ways) return closedVerdict(access, ways.holds === "yes" ? "Deny" : "Unknown")
  const sent = () => trafficOf(claim, "Outbound", sender.term, seen)
  const received = () => trafficOf(claim, "Inbound", sender.term, receiver.term, receiver.port)
  const isSame = seen.key === receiver.term.key && receiver.port === undefined
  const prove = (access: Access) =>
    from && to && isSame
      ? inReadings(from, to, (a, b) => pathProver(a, b)(access, sent(), sets))
      : apart(access, [
          ...(from ? [inReading(from, place => claimProver(place)(access, sent(), sets))] : []),
          ...(to ? [inReading(to, place => claimProver(place)(access, received(), sets))] : []),
        ])
  const isSplit = (station: Station, place: Place | undefined, direction: Direction) =>
    station.sets !== undefined && place !== undefined && tellsApart({ ...place, addresses: [station.term] }, direction)
  const isDoubtful = isSplit(sender, from, "Outbound") || isSplit(receiver, to, "Inbound")
  const verdict = prove(access)
  return isDoubtful ? doubted(verdict, () => prove(oppositeOf(access))) : verdict
}

function listed<T>(one: T | undefined): readonly T[] | undefined {
  return one && [one]
}

/** Sides that see different addresses: a packet that one of them denies is denied, whatever the other does. */
function apart(access: Access, sides: readonly ClaimVerdict[]): ClaimVerdict {
  const [first, second] = sides
  if (!first || !second || access === "Allow") return joinVerdicts(sides)
  const decidedBy = [...new Set([...first.decidedBy, ...second.decidedBy])]
  if (first.status === "holds" || second.status === "holds") return { status: "holds", decidedBy }
  const doubt = first.doubt ?? first.counterexample ?? second.doubt ?? second.counterexample
  return { status: "unknown", decidedBy, ...(doubt && { doubt: { open: [], ...doubt } }) }
}

interface Place extends ClaimPlace {
  readonly ifRouted?: ClaimPlace
}

function inReading(place: Place, prove: (place: ClaimPlace) => ClaimVerdict): ClaimVerdict {
  const own = prove(place)
  return place.ifRouted ? agreedVerdict(own, prove(place.ifRouted)) : own
}

function inReadings(from: Place, to: Place, prove: (from: ClaimPlace, to: ClaimPlace) => ClaimVerdict): ClaimVerdict {
  return inReading(from, a => inReading(to, b => prove(a, b)))
}

function placeOf(network: JudgedNetwork, { subnet, member }: Attachment): Place {
  const known = subnet.kind === "resolved" ? subnet.target : undefined
  const applied = member ? appliedTo(network, member.networkInterface) : known && appliedIn(network, known)
  const context = known && network.contextOf(known)
  const place: ClaimPlace = {
    context: context?.context ?? noNetwork,
    admin: applied?.admin ?? [],
    groups: applied ? applied.groups.map(({ ruled }) => ruled) : [undefined],
  }
  return { ...place, ...(context?.ifRouted && { ifRouted: { ...place, context: context.ifRouted } }) }
}

function isWithoutGroup({ groups, admin = [] }: ClaimPlace): boolean {
  return groups.length === 0 && admin.length === 0
}

/** All addresses of a subnet beside its network interfaces count where a rule tells some of them from others. */
function countsBeside(place: Place | undefined, { term }: Station, direction: Direction): boolean {
  if (!place || place.groups.some(group => group && namesSecurityGroups(group))) return false
  return tellsApart({ ...place, addresses: [term] }, direction)
}

function trafficOf(
  { protocols, source, destination }: PathClaim,
  direction: Direction,
  from: AddressTerm,
  to: AddressTerm,
  port?: Station["port"],
): ClaimTraffic {
  const ports = typeof port === "number" ? [{ first: port, last: port }] : destination.ports
  return {
    direction,
    protocols,
    source: { terms: [from], ports: source.ports, except: source.except },
    destination: { terms: [to], ports, except: destination.except },
  }
}
