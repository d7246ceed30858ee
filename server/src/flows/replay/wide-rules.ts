import { isDefault } from "../../judging/group-rule.ts"
import type { AddressTerm } from "../../values/address.ts"
import type { PortTerm } from "../../values/port.ts"
import type { RuleUse } from "./replay-report.ts"

/** A rule that allows far more than was used. */
export interface WideRule {
  readonly use: RuleUse
  /** How many ports it has, where most of them were not used. */
  readonly ports: number | undefined
  /** How many addresses at the other end, where few of them came; Infinity where these cannot be counted. */
  readonly peers: number | undefined
}

/** Custom rules that something hit, and that allow at least so many times what was used. */
export function wideRules(uses: readonly RuleUse[]): readonly WideRule[] {
  return uses.flatMap(use => {
    const { rule, tally } = use
    if (!tally || rule.access !== "Allow" || isDefault(rule)) return []
    const peers = rule.direction === "Inbound" ? rule.source : rule.destination
    const [ports, addresses] = [portCount(rule.destinationPorts), addressCount(peers)]
    const [usedPorts, usedPeers] = [tally.ports, tally.peers].map(({ level, amounts }) =>
      level === 0 ? amounts.size : undefined,
    )
    const wide = {
      ports: isFarMore(ports, usedPorts) ? ports : undefined,
      peers: isFarMore(addresses, usedPeers) ? addresses : undefined,
    }
    return wide.ports === undefined && wide.peers === undefined ? [] : [{ use, ...wide }]
  })
}

/** A subnet for four machines is no excess, nor are a dozen ports. */
const leastFactor = 16
const leastCount = 64

function isFarMore(allowed: number | undefined, used: number | undefined): boolean {
  return allowed !== undefined && used !== undefined && allowed >= leastCount && allowed >= leastFactor * used
}

/** Undefined where one of them cannot be known. */
function portCount(terms: readonly PortTerm[]): number | undefined {
  let count = 0
  for (const term of terms) {
    if (!("first" in term)) return undefined
    count += term.last - term.first + 1
  }
  return Math.min(count, 65536)
}

/** Tags and groups are as large as they are: only Internet and `*` are known to be wide. */
function addressCount(terms: readonly AddressTerm[]): number | undefined {
  let count = 0
  for (const term of terms) {
    if (term.kind === "any" || term.key === "tag:internet") return Number.POSITIVE_INFINITY
    if (term.kind !== "prefix") return undefined
    count += 2 ** ((term.family === 4 ? 32 : 128) - term.length)
  }
  return count
}
