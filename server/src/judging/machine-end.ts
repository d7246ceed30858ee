import type { AddressPrefix } from "../values/address.ts"
import { textHash } from "../values/text-hash.ts"

/** What is known of the end of traffic that a machine behind a group is, at one of its IP configurations. */
export interface MachineEnd {
  /**
   * What its address is one of; undefined where traffic may have others: the machine forwards what is meant for others, a load
   * balancer leaves its own address in what it passes on (floating IP), or the subnet is not known.
   */
  readonly addresses: readonly AddressPrefix[] | undefined
  /** Where it probably is: examples have these addresses if they can. */
  readonly likely: readonly AddressPrefix[]
  readonly securityGroups: Membership
}

/** The application security groups that an IP configuration is in, by their keys in rules. */
export interface Membership {
  readonly inside: readonly string[]
  /** It may be in others, too. */
  readonly hasOthers: boolean
  /** Those that have any members: another one may be one of these by another name. */
  readonly withMembers: ReadonlySet<string>
}

/** A machine of which nothing is known. */
export const anyMachine: MachineEnd = {
  addresses: undefined,
  likely: [],
  securityGroups: { inside: [], hasOthers: true, withMembers: new Set() },
}

/** Whether the machine is in an application security group; undefined where that is not known. */
export function isInSecurityGroup({ inside, hasOthers, withMembers }: Membership, key: string): boolean | undefined {
  if (inside.includes(key)) return true
  return hasOthers || !withMembers.has(key) ? undefined : false
}

/** Equal for ends of which the same is known. */
export function endText({ addresses, likely, securityGroups }: MachineEnd): string {
  const { inside, hasOthers, withMembers } = securityGroups
  const keys = [addresses, likely].map(list => list?.map(({ key }) => key))
  return JSON.stringify([keys, inside, hasOthers, keysText(withMembers)])
}

const texts = new WeakMap<ReadonlySet<string>, string>()

function keysText(keys: ReadonlySet<string>): string {
  const known = texts.get(keys)
  if (known !== undefined) return known
  const text = keys.size === 0 ? "" : textHash([...keys].sort().join("\n"))
  texts.set(keys, text)
  return text
}
