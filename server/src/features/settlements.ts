import type { Flow, Outcome } from "../engine/flow.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import type { AddressPrefix } from "../values/address.ts"
import { addressText } from "../values/format-address.ts"

/** One way to settle what a verdict depends on: prefixes to say of that they are the virtual network. */
export interface Settlement {
  readonly title: string
  readonly prefixes: readonly string[]
}

/**
 * Where it decides whether the remote address is inside the virtual network, the two answers to that. As soon as the
 * virtual network is stated everything else is outside of it, so both state the local side's block, too.
 */
export function settlements(flow: Flow, outcomes: readonly Outcome<SecurityRule>[]): Settlement[] {
  const [remoteSide, localSide] =
    flow.direction === "Inbound" ? (["source", "destination"] as const) : (["destination", "source"] as const)
  const depends = outcomes.some(({ assumptions }) =>
    assumptions.some(one => one.kind === "address" && one.side === remoteSide && one.set.key === "tag:virtualnetwork"),
  )
  const [remote, local] = [flow[remoteSide], flow[localSide]]
  if (!depends || remote.kind !== "prefix") return []
  const inside = blockAround(remote)
  // Short enough for a button; the sentence above it names the virtual network.
  const title = `${inside} is inside`
  if (local.kind !== "prefix") return [{ title, prefixes: [inside] }]
  const home = blockAround(local)
  if (home === inside) return [{ title, prefixes: [inside] }]
  return [
    { title, prefixes: [home, inside] },
    { title: `Only ${home} is inside`, prefixes: [home] },
  ]
}

/** The block that a virtual network around the address may well have: /16, or /48 in IPv6. */
function blockAround({ family, first, length }: AddressPrefix): string {
  const short = Math.min(length, family === 4 ? 16 : 48)
  const size = 1n << BigInt((family === 4 ? 32 : 128) - short)
  const start = BigInt(first)
  return `${addressText(family, start - (start % size))}/${short}`
}
