import type { Packet } from "../flow.ts"
import type { TrafficBox } from "../traffic-box.ts"
import type { AdminRule } from "../traffic-path.ts"
import type { AddressSpace } from "./address-space.ts"
import { casesOfDifference, type PathDifference } from "./path-differences.ts"
import { packetOf, pinPacket } from "./pinned-packet.ts"
import { trafficBoxes } from "./traffic-boxes.ts"
import type { Budget, TrafficCase } from "./traffic-case.ts"

/** The packets that certain rules decide. */
export interface DecidedTraffic<D extends AdminRule> {
  /** What all of these rules hold. */
  readonly within: readonly TrafficBox[]
  /** Rules that take some of that first: the packets are those of `within` less what these hold. */
  readonly except: readonly D[]
  /** Exactly the packets, where that is no more boxes than asked for; else undefined. */
  readonly boxes: readonly TrafficBox[] | undefined
  readonly witness: Packet
}

/** The packets of a path difference; undefined where there are none. `most` is how many boxes still read better than `within`. */
export function decidedTraffic<D extends AdminRule>(
  difference: PathDifference<D>,
  most: number,
  space: AddressSpace,
  left: Budget,
): DecidedTraffic<D> | undefined {
  const found: TrafficCase[] = []
  // More cases than boxes may still join to few boxes.
  const mostCases = 4 * most
  for (const one of casesOfDifference(difference, space, left)) if (found.push(one) > mostCases) break
  const [witness] = found
  if (!witness) return undefined
  const boxes = left.left >= 0 && found.length <= mostCases ? trafficBoxes(found, space) : []
  return {
    within: trafficBoxes(difference.within, space),
    except: difference.missing.map(({ rule }) => rule),
    boxes: boxes.length > 0 && boxes.length <= most ? boxes : undefined,
    witness: packetOf(pinPacket(witness, space), witness, space),
  }
}
