import { internetKey, loadBalancerKey } from "../azure/service-tags.ts"
import { platformAddress, platformPrefix, prefix, privatePrefixes } from "../azure/special-addresses.ts"
import type { Flow, Outcome, Packet } from "../engine/flow.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { parseAddress } from "../values/parse-address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import { evaluatorOf } from "./flow-evaluator.ts"
import type { GroupRule } from "./group-rule.ts"
import { isIdleIn } from "./idle-rules.ts"
import type { FlowVerdict } from "./verify-flow.ts"

type Side = "source" | "destination"

/**
 * A packet of an outcome as a person would choose it. The search that proves the outcome takes the first packet it finds:
 * the host's own address, which every machine has on its side, a network's first address or a public one behind the
 * group. Of each other packet it is proved again that the same rule decides it.
 */
export function readableExample(verdict: FlowVerdict, outcome: Outcome<GroupRule>): Packet {
  const { judged, flow, context } = verdict
  const { example } = outcome
  if (isReadable(example, flow)) return example
  const isIdle = isIdleIn(judged)
  const evaluate = evaluatorOf(judged, flow.direction, context, rule => !isIdle(rule))
  for (const [source, destination] of candidates(example, flow)) {
    const { sourcePort, destinationPort } = example
    const { outcomes } = evaluate({ ...flow, source, sourcePort, destination, destinationPort })
    const same = outcomes.find(({ rule, access }) => rule === outcome.rule && access === outcome.access)
    if (same?.assumptions.every(one => one.kind === "address" && one.holds)) return same.example
  }
  return example
}

export function isReadable({ source, destination }: Packet, flow: Flow): boolean {
  return isReadableAt(source.address, "source", flow) && isReadableAt(destination.address, "destination", flow)
}

function isReadableAt(address: string, side: Side, flow: Flow): boolean {
  const end = flow[side]
  const term = parseAddress(address)
  if ("fault" in term || term.kind !== "prefix" || term.family === 6) return true
  if (address === platformAddress) return end.key === platformPrefix.key || end.key === loadBalancerKey
  if (end.key === term.key) return true
  if (end.kind === "any" && side === localSide(flow) && !isPrivate(term)) return false
  const [network = 0, , , host = 0] = address.split(".").map(Number)
  return network > 0 && network < 224 && host > 0 && host < 255
}

function localSide({ direction }: Flow): Side {
  return direction === "Inbound" ? "destination" : "source"
}

/** Hosts as they are in examples; the first of each side that fits is tried with all of the other. */
const remoteHosts = ["203.0.113.7", "10.0.0.5", "198.51.100.7", "192.168.0.5", "172.16.0.5"].map(prefix)
const localHosts = ["10.0.0.4", "192.168.0.4", "172.16.0.4"].map(prefix)

function* candidates(example: Packet, flow: Flow): Generator<readonly [AddressTerm, AddressTerm]> {
  const endsOf = (side: Side) => {
    const own = parseAddress(example[side].address)
    const kept = isReadableAt(example[side].address, side, flow) && "kind" in own ? [own] : []
    const hosts = side === localSide(flow) ? localHosts : remoteHosts
    return [...kept, ...hosts.filter(host => isWithin(host, flow[side]) && host.key !== kept[0]?.key)]
  }
  for (const destination of endsOf("destination")) {
    for (const source of endsOf("source")) if (source.key !== destination.key) yield [source, destination]
  }
}

/** Of tags and groups no address is known but by their rules. */
function isWithin(host: AddressPrefix, end: AddressTerm): boolean {
  if (end.kind === "any") return true
  if (end.key === internetKey) return !isPrivate(host)
  return end.kind === "prefix" && isPrefixWithin(host, end)
}

function isPrivate(term: AddressPrefix): boolean {
  return privatePrefixes.some(one => isPrefixWithin(term, one))
}
