import { isPlatformAddress } from "../azure/platform-reading.ts"
import { loadBalancerKey, virtualNetworkKey } from "../azure/service-tags.ts"
import { publicPrefixes } from "../azure/special-addresses.ts"
import type { LoadBalancer, Member, PublicAddress } from "../topology/topology.ts"
import type { AddressTerm } from "../values/address.ts"
import type { JudgedNetwork } from "./judged-network.ts"
import type { LevelVerdict } from "./path-level.ts"
import type { Station } from "./path-station.ts"

/** A public address or load balancer in front of machines: of the standard kind only groups open it. */
export interface PublicEntry {
  readonly resource: PublicAddress | LoadBalancer | undefined
  /** As written; undefined where it is not stated, or no document defines the resource. */
  readonly sku: string | undefined
}

/** A way from the Internet that no group opens. */
export interface ClosedWay {
  readonly entry: PublicEntry
  /** "if-standard": the SKU is not known; "from-outside": the flow may come from elsewhere, too. */
  readonly holds: "yes" | "if-standard" | "from-outside"
}

/** Undefined where the flow does not come from outside, a group is on the way, or the entry is of another kind. */
export function closedWay(
  network: JudgedNetwork,
  { attachment }: Station,
  asked: PublicEntry | undefined,
  source: AddressTerm,
  levels: readonly LevelVerdict[],
): ClosedWay | undefined {
  const hasGroup = levels.some(level => level.kind === "networkManager" || level.group.kind !== "none")
  return hasGroup || levels.length === 0 ? undefined : closedEntry(network, attachment, asked, source)
}

/** The same where it is known that no group is on the way. */
export function closedEntry(
  network: JudgedNetwork,
  attachment: Station["attachment"],
  asked: PublicEntry | undefined,
  source: AddressTerm,
): ClosedWay | undefined {
  const isOutside = isOutsideAddress(source)
  if (isOutside === false) return undefined
  const entries = asked ? [asked] : attachment?.member ? entriesBefore(network, attachment.member) : []
  if (entries.some(({ sku }) => sku?.toLowerCase() === "basic")) return undefined
  const [entry] = entries.toSorted((a, b) => Number(a.sku !== undefined) - Number(b.sku !== undefined))
  if (!entry) return undefined
  if (entry.sku === undefined) return { entry, holds: "if-standard" }
  return { entry, holds: isOutside ? "yes" : "from-outside" }
}

/** The public address of an IP configuration, else those of load balancers in front of it. */
export function entriesBefore({ index }: JudgedNetwork, member: Member): readonly PublicEntry[] {
  const { publicAddress } = member.configuration
  if (publicAddress.kind === "resolved") return [{ resource: publicAddress.target, sku: publicAddress.target.sku }]
  if (publicAddress.kind === "unresolved") return [{ resource: undefined, sku: undefined }]
  return index
    .frontEndsBefore(member)
    .filter(({ frontEnd }) => frontEnd.publicAddress.kind !== "none")
    .map(({ loadBalancer }) => ({ resource: loadBalancer, sku: loadBalancer.sku }))
}

/** Whether what has the address comes from the Internet; null where some of it may. */
export function isOutsideAddress(term: AddressTerm): boolean | null {
  if (term.kind === "any") return null
  if (term.kind === "tag") return term.key !== virtualNetworkKey && term.key !== loadBalancerKey
  if (term.kind !== "prefix" || isPlatformAddress(term)) return false
  const common = publicPrefixes.filter(
    ({ family, first, last }) => family === term.family && first <= term.last && term.first <= last,
  )
  if (common.some(({ first, last }) => first <= term.first && term.last <= last)) return true
  return common.length > 0 ? null : false
}
