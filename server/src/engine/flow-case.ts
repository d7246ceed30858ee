import type { AddressTerm } from "../values/address.ts"
import type { Flow } from "./flow.ts"
import { intersect } from "./interval-set.ts"
import { allPorts, portlessPoints } from "./port-set.ts"
import type { Region } from "./region.ts"
import { directions, only, protocols } from "./rule-fields.ts"
import type { Protocol } from "./security-rule.ts"
import type { TrafficCase, World } from "./traffic-case.ts"

export function hasPorts(protocol: Protocol): boolean {
  return protocol === "Tcp" || protocol === "Udp"
}

/** All packets of the flow. */
export function caseOfFlow(flow: Flow, world: World): TrafficCase {
  return {
    direction: region(only(directions.indexOf(flow.direction))),
    presence: region(only(0)),
    protocol: region(only(protocols.indexOf(flow.protocol))),
    source: endRegion(flow.source, world),
    sourcePort: portRegion(flow.sourcePort, flow.protocol),
    destination: endRegion(flow.destination, world),
    destinationPort: portRegion(flow.destinationPort, flow.protocol),
  }
}

function region(points: Region["points"]): Region {
  return { points, inside: [], outside: [] }
}

function endRegion(term: AddressTerm, { line, names }: World): Region {
  if (term.kind === "any") return region(line.addresses)
  if (term.kind === "prefix") return region(line.prefixSet([term]))
  const possible = names.source.possible(term.key) ?? line.everything
  const addresses = intersect(possible, line.addresses)
  return { points: addresses.length > 0 ? addresses : possible, inside: [term.key], outside: [] }
}

function portRegion(port: number | "*" | null, protocol: Protocol): Region {
  if (!hasPorts(protocol)) return region(portlessPoints)
  return region(typeof port === "number" ? only(port) : allPorts)
}
