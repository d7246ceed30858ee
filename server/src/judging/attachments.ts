import type { ServiceId } from "../azure/service-need.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { originOf } from "../syntax/moved.ts"
import type { Prefixes } from "../topology/topology.ts"
import type { AddressPrefix } from "../values/address.ts"
import { keptIn } from "../values/kept-in.ts"
import type { AdminLevel } from "./admin-level.ts"
import { endText, type MachineEnd } from "./machine-end.ts"

/**
 * Where a group is attached, as far as the documents at hand say, and what stands at the other level there. Findings are
 * kept while the identity is the same, so that nothing of it is a place to point at.
 */
export interface Attachments {
  /** Equal for attachments that say the same. */
  readonly identity: string
  readonly places: readonly AttachedPlace[]
  /** Whether there are no other ones: only where all documents of a workspace, or an export of the whole, are at hand. */
  readonly areAll: boolean
}

/** A subnet or network interface that has the group. */
export interface AttachedPlace {
  readonly level: "subnet" | "networkInterface"
  /** `vnet/subnet`, or the network interface's name. */
  readonly name: string
  /** The prefixes of the subnet, or of the subnets that the network interface is in. */
  readonly prefixes: Prefixes
  /** The virtual networks that it is in; undefined where one of them is not known. */
  readonly networks: readonly AttachedNetwork[] | undefined
  /** The prefixes of Azure Bastion's subnets in the virtual network and its peers. */
  readonly bastion: readonly AddressPrefix[]
  /** Services of Azure that surely are in the subnet. */
  readonly services: readonly ServiceId[]
  /**
   * Traffic may have other addresses than those of the subnet: a machine in it forwards what is meant for others, or a load
   * balancer leaves its own address in what it passes on (floating IP); or no machine in it is known.
   */
  readonly seesOtherAddresses: boolean
  /** The security admin rules that apply to machines of which nothing else is known. */
  readonly admin: AdminLevel
  /** What else traffic of each machine behind the group passes: its subnet, or each network interface of the subnet. */
  readonly others: readonly OtherLevel[]
  /** Whether there are no other network interfaces in the subnet. */
  readonly areAllOthers: boolean
}

/** What is known of the network around a subnet that a group applies in. */
export interface AttachedNetwork {
  readonly name: string
  /** Equal where the rest is. */
  readonly content: string
  /** What VirtualNetwork surely holds there. */
  readonly inside: readonly AddressPrefix[]
  /** Whether it holds nothing else: no route may add to it, and no peering or gateway. */
  readonly areAll: boolean
}

/** The other level of a machine behind a group, for one of its IP configurations. */
export type OtherLevel = LevelOfMachine &
  (
    | /** Nothing filters there. */ { readonly kind: "open" }
    | { readonly kind: "group"; readonly group: LocatedGroup }
    /** No document here defines the group, or says which subnet it is. */
    | { readonly kind: "unknown" }
  )

interface LevelOfMachine {
  readonly name: string
  readonly machine: MachineEnd
  /** The security admin rules that come before both levels. */
  readonly admin: AdminLevel
}

/** What is known of a group without any documents around it. */
export const unknownAttachments: Attachments = { identity: "", places: [], areAll: false }

export function attachmentsAt(places: readonly AttachedPlace[], areAll: boolean): Attachments {
  if (places.length === 0 && !areAll) return unknownAttachments
  return new KnownAttachments(places, areAll)
}

/** A class, as V8 keeps the getters of an object literal, and all that they see, until it looks through all of its memory. */
class KnownAttachments implements Attachments {
  readonly places: readonly AttachedPlace[]
  readonly areAll: boolean
  #identity: string | undefined

  constructor(places: readonly AttachedPlace[], areAll: boolean) {
    this.places = places
    this.areAll = areAll
  }

  get identity(): string {
    this.#identity ??= identityOf(this.places, this.areAll)
    return this.#identity
  }
}

function identityOf(places: readonly AttachedPlace[], areAll: boolean): string {
  const said = places.map(place => {
    const { level, name, prefixes, services, seesOtherAddresses, others, areAllOthers, bastion, networks, admin } =
      place
    return [
      level,
      name,
      networks?.map(({ name, content }) => [name, content]),
      prefixes.known.map(({ key }) => key),
      bastion.map(({ key }) => key),
      services,
      [prefixes.areAll, seesOtherAddresses, areAllOthers, admin.key],
      others.map(other => [
        ...[other.kind, other.name, endText(other.machine), other.admin.key],
        other.kind === "group" ? rulesText(other.group) : "",
      ]),
    ]
  })
  return JSON.stringify([areAll, said])
}

const texts = keptIn<LocatedGroup, string>()
const ruleTexts = keptIn<LocatedRule, string>()

/** Equal for groups of the same rules, wherever these stand. */
function rulesText(group: LocatedGroup): string {
  const known = texts.get(group)
  if (known !== undefined) return known
  const { name, rules, statedDefaults, incompleteReason, keepsOtherRules, condition, model } = group
  const around = [name, incompleteReason, keepsOtherRules, condition, model]
  const text = JSON.stringify([around, [...rules, ...statedDefaults].map(ruleText)])
  texts.set(group, text)
  return text
}

function ruleText(rule: LocatedRule): string {
  const { origin } = originOf(rule)
  const known = ruleTexts.get(origin)
  if (known !== undefined) return known
  const { name, priority, direction, access, protocol, source, sourcePorts, possiblyAbsent, conditions } = rule
  const sides = [source, rule.destination].map(terms => terms.map(({ key }) => key))
  const presence = [possiblyAbsent, conditions]
  const said = [name, priority, direction, access, protocol, sides, sourcePorts, rule.destinationPorts, presence]
  const text = JSON.stringify(said)
  ruleTexts.set(origin, text)
  return text
}
