import { type IntervalSet, isEqual } from "./interval-set.ts"
import { portlessPoints } from "./port-set.ts"
import { portPlaces } from "./traffic-boxes.ts"
import { type Box, boxesOf, boxSet, subtractSets, type TrafficSet, uniteAll, type Work } from "./traffic-set.ts"

/** Traffic without ports, by whether it hangs on what a particular port means for it. */
export interface PortReadings {
  /** What is there whatever that is. */
  readonly always: TrafficSet
  /** The rest, with the ports by which it is there. */
  readonly read: TrafficSet
}

/** Undefined where it takes more work than there is. */
export function portReadings(all: TrafficSet, work: Work): PortReadings | undefined {
  const boxes = boxesOf(all)
  if (boxes.every(hasEveryPort)) return { always: all, read: [] }
  const whole = withEveryPort(boxes, work)
  const lacking = whole && withEveryPort(boxesOf(subtractSets(whole, all)), work)
  if (!lacking) return undefined
  const always = subtractSets(whole, lacking)
  return { always, read: subtractSets(all, always) }
}

/** The box with these ports in the place of its own. */
export function withPorts(box: Box, ports: IntervalSet): Box {
  return portPlaces.reduce((one, place) => one.with(place, ports), box)
}

function withEveryPort(boxes: readonly Box[], work: Work): TrafficSet | undefined {
  const wide = boxes.map(box => boxSet(withPorts(box, portlessPoints)))
  return uniteAll(wide, work)
}

function hasEveryPort(box: Box): boolean {
  return portPlaces.every(place => isEqual(box[place]!, portlessPoints))
}
