import * as l10n from "@vscode/l10n"
import { listWords } from "../checks/wording.ts"
import type { Flow, Outcome } from "../engine/flow.ts"
import type { Access, SecurityRule } from "../engine/security-rule.ts"
import type { AddressPrefix } from "../values/address.ts"
import { addressText } from "../values/format-address.ts"

/** One way to settle what a verdict depends on: prefixes to say of that they are the virtual network. */
export interface Settlement {
  /** `Add 10.20.0.0/16 to nsg.virtualNetwork`. */
  readonly title: string
  readonly prefixes: readonly string[]
  /** What the verdict is then. */
  readonly access: Access
}

/**
 * Where it decides whether the remote address is inside the virtual network, the two answers to that, as far as the
 * verdict is certain then. As soon as the virtual network is stated everything else is outside of it, so both state the local
 * side's block, too.
 */
export function settlements({ flow, outcomes }: Question, settled: Settled): Settlement[] {
  return candidates(flow, outcomes).flatMap(prefixes => {
    const access = settled(prefixes)
    const title = l10n.t`Add ${listWords(prefixes)} to nsg.virtualNetwork`
    return access === "Unknown" ? [] : [{ title, prefixes, access }]
  })
}

interface Question {
  readonly flow: Flow
  readonly outcomes: readonly Outcome<SecurityRule>[]
}

/** What the verdict is where these prefixes are stated, too. */
type Settled = (prefixes: readonly string[]) => Access | "Unknown"

function candidates(flow: Flow, outcomes: readonly Outcome<SecurityRule>[]): (readonly string[])[] {
  const [remoteSide, localSide] =
    flow.direction === "Inbound" ? (["source", "destination"] as const) : (["destination", "source"] as const)
  const depends = outcomes.some(({ assumptions }) =>
    assumptions.some(one => one.kind === "address" && one.side === remoteSide && one.set.key === "tag:virtualnetwork"),
  )
  const [remote, local] = [flow[remoteSide], flow[localSide]]
  if (!depends || remote.kind !== "prefix") return []
  const inside = blockAround(remote)
  if (local.kind !== "prefix") return [[inside]]
  const home = blockAround(local)
  return home === inside ? [[inside]] : [[home, inside], [home]]
}

/** The block that a virtual network around the address may well have: /16, or /48 in IPv6. */
function blockAround({ family, first, length }: AddressPrefix): string {
  const short = Math.min(length, family === 4 ? 16 : 48)
  const size = 1n << BigInt((family === 4 ? 32 : 128) - short)
  const start = BigInt(first)
  return `${addressText(family, start - (start % size))}/${short}`
}
