import type { AddressPrefix } from "../../../server/src/values/address.ts"
import { parseAddress } from "../../../server/src/values/parse-address.ts"
import type { Random } from "./random.ts"
import { addresses, ports, type TinyGroup, type TinyRule } from "./tiny-group.ts"

/** Blocks of a cube of four addresses and four ports at either end, in order: many are needed to cover one. */
export function tinyGrid(random: Random, rules: number): TinyGroup {
  return { rules: Array.from({ length: rules }, (_, index) => block(random, index)), facts, names: [] }
}

const facts = { about: () => undefined }

function block(random: Random, index: number): TinyRule {
  return {
    ...{ name: `r${index}`, priority: 100 + index, direction: "Inbound", access: random.pick(["Allow", "Deny"]) },
    ...{ protocol: "Tcp", destination: [{ kind: "any", key: "*" }], possiblyAbsent: false },
    source: span(random).map(place => parseAddress(addresses[place]!) as AddressPrefix),
    sourcePorts: span(random).map(portsAt),
    destinationPorts: span(random).map(portsAt),
  }
}

function span(random: Random): number[] {
  const first = random.below(4)
  const last = Math.min(3, first + random.below(4))
  return ports.slice(first, last + 1)
}

/** The last port stands for all after it. */
function portsAt(port: number) {
  return { first: port, last: port === ports.at(-1) ? 65535 : port }
}
