import type { Flow } from "../engine/flow.ts"
import type { Access } from "../engine/security-rule.ts"
import type { JudgedNetwork } from "./judged-network.ts"
import { judgeSide, type LevelVerdict } from "./path-level.ts"
import type { Reception } from "./path-reception.ts"
import { familyOf, type Station } from "./path-station.ts"
import { type ClosedWay, closedWay } from "./public-entry.ts"

/** The flow from one address to one other. */
export interface Course {
  readonly sender: Station
  readonly receiver: Station
  readonly access: Access | "Unknown"
  /** In the order in which they are passed, to the first that denies. */
  readonly levels: readonly LevelVerdict[]
  readonly closed?: ClosedWay
}

/** Which sides of the path are judged. */
export interface JudgedSides {
  readonly sender: boolean
  readonly receiver: boolean
}

export type Asked = Pick<Flow, "protocol" | "sourcePort" | "destinationPort">

/** Undefined where no packet travels between the two, as they are of two IP families. */
export function courseBetween(
  network: JudgedNetwork,
  sender: Station,
  receiver: Station,
  { asked: seen, publicEntry }: Reception,
  sides: JudgedSides,
  { protocol, sourcePort, destinationPort }: Asked,
): Course | undefined {
  const [one, other] = [familyOf(sender), familyOf(receiver)]
  if (one && other && one !== other) return undefined
  const outbound: Flow = {
    direction: "Outbound",
    protocol,
    source: sender.term,
    sourceSets: sender.sets,
    sourcePort,
    destination: seen ?? receiver.term,
    destinationSets: seen ? undefined : receiver.sets,
    destinationPort,
  }
  const inbound: Flow = {
    direction: "Inbound",
    protocol,
    source: sender.term,
    sourceSets: sender.sets,
    sourcePort,
    destination: receiver.term,
    destinationSets: receiver.sets,
    destinationPort: receiver.port === undefined ? destinationPort : receiver.port,
  }
  const first = sides.sender && sender.attachment ? judgeSide(network, sender.attachment, outbound) : []
  const isStopped = first.some(({ access }) => access === "Deny")
  const second =
    sides.receiver && receiver.attachment && !isStopped ? judgeSide(network, receiver.attachment, inbound) : []
  const levels = [...first, ...second]
  const closed = sender.attachment ? undefined : closedWay(network, receiver, publicEntry, sender.term, second)
  return {
    sender,
    receiver,
    levels,
    access: closed?.holds === "yes" ? "Deny" : together(levels, closed),
    ...(closed && { closed }),
  }
}

function together(levels: readonly LevelVerdict[], closed: ClosedWay | undefined): Course["access"] {
  if (levels.some(({ access }) => access === "Deny")) return "Deny"
  const isOpen = levels.every(({ access }) => access === "Allow") && closed?.holds !== "from-outside"
  return isOpen ? "Allow" : "Unknown"
}
