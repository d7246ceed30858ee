import * as l10n from "@vscode/l10n"
import { type Conjunction, listWords } from "../../checks/wording.ts"
import { type ClassOf, packetClasses, rulesOfGroup } from "../../judging/flow-classes.ts"
import { addressJudge, groupJudge, type JudgePacket, memberJudge, type RuledAt } from "../../judging/logged-flow.ts"
import { rulesAtAddress, rulesAtMember } from "../../judging/member-rules.ts"
import type { Member, NetworkInterface, Subnet } from "../../topology/topology.ts"
import { type AddressPoint, pointTerm, pointText } from "../../values/address-point.ts"
import { remember } from "../../values/remember.ts"
import {
  contextOfGroup,
  groupsCalled,
  interfaceWithMac,
  keyOfGroup,
  type ReplaySide,
  sameInterface,
} from "./replay-side.ts"

/** What the flows of some records are held against: a group or a network interface, in each state. */
export interface ReplaySubject {
  readonly classOf: ClassOf
  /** One for each state. */
  readonly judges: readonly JudgePacket[]
  /** Said once to whoever reads the answer. */
  readonly remark?: string
}

export type FoundSubject = ReplaySubject | NoSubject

export interface NoSubject {
  readonly problem: string
  /** Set where the log could be of several groups here: someone has to say of which. */
  readonly isOpen?: true
}

/** What a record says of where it was logged. */
export interface LoggedAt {
  readonly groupId: string | undefined
  readonly mac: string | undefined
}

/** What the command line says of it. */
export type Meant =
  | { readonly kind: "group"; readonly name: string }
  | { readonly kind: "networkInterface"; readonly name: string; readonly found: readonly NetworkInterface[] }

/** Finds by the own address of a flow what it is held against. */
export type SubjectAt = (own: AddressPoint) => FoundSubject

/** Each subject is made ready once. */
export class ReplaySubjects {
  readonly #sides: readonly ReplaySide[]
  readonly #meant: Meant | undefined
  readonly #places = new Map<string, SubjectAt>()
  readonly #groups = new Map<string, FoundSubject>()
  readonly #members = new Map<Member["configuration"], FoundSubject>()
  readonly #subnets = new Map<Subnet, Map<number, FoundSubject>>()

  constructor(sides: readonly ReplaySide[], meant: Meant | undefined) {
    this.#sides = sides
    this.#meant = meant
  }

  /** What is meant, else the network interface with the MAC address, else the group with the id or its name, else the only one. */
  of({ groupId, mac }: LoggedAt): SubjectAt {
    if (this.#places.size > mostPlaces) this.#places.clear()
    return remember(this.#places, `${groupId} ${mac}`, () => this.#find({ groupId, mac }))
  }

  #find({ groupId, mac }: LoggedAt): SubjectAt {
    if (this.#meant?.kind === "group") return always(this.#groupCalled(this.#meant.name))
    if (this.#meant) {
      const { found } = this.#meant
      return this.#atInterface(this.#sides.map((side, place) => ({ side, it: found[place] })))
    }
    const owner = mac === undefined ? undefined : this.#interfacesWith(mac)
    if (owner) return this.#atInterface(owner)
    if (groupId !== undefined && this.#sides.some(side => groupsCalled(side, groupId).length > 0)) {
      return always(this.#groupCalled(groupId))
    }
    const only = this.#sides.flatMap(side => {
      const [first, second] = side.groups
      return first && !second ? [{ side, it: first }] : []
    })
    if (only.length === this.#sides.length) return always(this.#onlyGroup(only, groupId))
    return own => this.#atAddress(own, groupId)
  }

  #groupCalled(name: string): FoundSubject {
    const found: InState<RuledAt>[] = []
    for (const side of this.#sides) {
      const [first, second] = groupsCalled(side, name)
      const own = bareName(name)
      if (!first) return problemIn(side, l10n.t`there is no NSG "${own}", only ${names(side)}`)
      if (second)
        return problemIn(side, l10n.t`there is more than one NSG "${own}", and none has the resource id of the log`)
      found.push({ side, it: first })
    }
    return this.#ofGroups(found)
  }

  #onlyGroup(groups: readonly InState<RuledAt>[], groupId: string | undefined): FoundSubject {
    const subject = this.#ofGroups(groups)
    const name = groups.at(-1)?.it.ruled.group.name ?? ""
    if (groupId === undefined || "problem" in subject) return subject
    return {
      ...subject,
      remark: `the log is of NSG "${bareName(groupId)}", and was compared with "${name}", the only one here`,
    }
  }

  #ofGroups(groups: readonly InState<RuledAt>[]): FoundSubject {
    return remember(this.#groups, groups.map(({ it }) => keyOfGroup(it)).join(" "), () => {
      const inContexts = groups.map(({ side, it }) => ({ group: it, context: contextOfGroup(side, it) }))
      return {
        classOf: packetClasses(inContexts.map(({ group, context }) => rulesOfGroup(group.ruled, context))),
        judges: inContexts.map(({ group, context }) => groupJudge(group, context)),
      }
    })
  }

  #interfacesWith(mac: string): readonly InterfaceInState[] | undefined {
    const found = this.#sides.map(side => ({ side, it: interfaceWithMac(side, mac) }))
    const known = found.findLast(({ it }) => it !== undefined)?.it
    return known && found.map(({ side, it }) => ({ side, it: it ?? sameInterface(side, known) }))
  }

  #atInterface(found: readonly InterfaceInState[]): SubjectAt {
    const [name = ""] = found.flatMap(({ it }) => it?.name ?? [])
    const missing = found.find(({ it }) => !it)
    if (missing) return always(problemIn(missing.side, l10n.t`there is no network interface "${name}"`))
    return own => {
      const members = found.flatMap(({ side, it }) => {
        const member = it && memberAt(it, own)
        return member ? [{ side, it: member }] : []
      })
      if (members.length === found.length) return this.#ofMembers(members)
      return { problem: l10n.t`network interface "${name}" has no IP configuration in these files` }
    }
  }

  /** Of several groups that of the one network interface that has the address, else that of the subnet around it. */
  #atAddress(own: AddressPoint, groupId: string | undefined): FoundSubject {
    const side = this.#sides.at(-1)
    if (!side || side.groups.length === 0) return problemIn(side, l10n.t`there is no NSG`)
    const [first, second] = side.network.index.membersAt(pointTerm(own))
    if (first && !second) {
      const { networkInterface } = first
      const inState = (each: ReplaySide) => (each === side ? networkInterface : sameInterface(each, networkInterface))
      return this.#atInterface(this.#sides.map(each => ({ side: each, it: inState(each) })))(own)
    }
    const inSubnets = second ? undefined : this.#inSubnets(own)
    if (inSubnets) return inSubnets
    const unnamed =
      groupId === undefined
        ? l10n.t`the log does not say which NSG decided`
        : l10n.t`the log is of NSG "${bareName(groupId)}", which is not here`
    const problem = second
      ? l10n.t`${unnamed}, and several network interfaces here have ${pointText(own)}: it may be of ${names(side, "or")}`
      : l10n.t`${unnamed}, and no network interface here has ${pointText(own)}: it may be of ${names(side, "or")}`
    return { problem, isOpen: true }
  }

  /** The subnet that has the address, where there is one in each state, and a group is known to stand there. */
  #inSubnets(own: AddressPoint): FoundSubject | undefined {
    const term = pointTerm(own)
    const found = this.#sides.flatMap(side => {
      const [first, second] = side.network.index.subnetsAt(term)
      return first?.group.kind === "resolved" && !second ? [{ side, it: first }] : []
    })
    const subnet = found.at(-1)?.it
    if (!subnet || found.length < this.#sides.length) return undefined
    const known = remember(this.#subnets, subnet, () => new Map<number, FoundSubject>())
    return remember(known, term.family, () => ({
      classOf: packetClasses(found.flatMap(({ side, it }) => rulesAtAddress(side.network, it, term))),
      judges: found.map(({ side, it }) => addressJudge(side.network, it, term)),
      remark: `the log has addresses of subnet ${subnet.network.name}/${subnet.name} that no network interface here is known to have: their flows were compared with the subnet's NSG only`,
    }))
  }

  #ofMembers(members: readonly InState<Member>[]): FoundSubject {
    const key = members.at(-1)?.it.configuration
    const make = () => ({
      classOf: packetClasses(members.flatMap(({ side, it }) => rulesAtMember(side.network, it))),
      judges: members.map(({ side, it }) => memberJudge(side.network, it)),
    })
    return key ? remember(this.#members, key, make) : make()
  }
}

/** A group, a network interface or a member of one, in one of the states. */
interface InState<T> {
  readonly side: ReplaySide
  readonly it: T
}

type InterfaceInState = InState<NetworkInterface | undefined>

/** Records of more places than this are looked up again. */
const mostPlaces = 10_000

/** The IP configuration with the address; else one whose address Azure chooses, else the first, which is in the same subnet. */
function memberAt(networkInterface: NetworkInterface, own: AddressPoint): Member | undefined {
  const { configurations } = networkInterface
  const term = pointTerm(own)
  const configuration =
    configurations.find(({ address }) => address?.key === term.key) ??
    configurations.find(({ address, family }) => !address && family === term.family) ??
    configurations[0]
  return configuration && { networkInterface, configuration }
}

function always(subject: FoundSubject): SubjectAt {
  return () => subject
}

/** States have titles where a command line compares two. */
function problemIn(side: ReplaySide | undefined, problem: string): NoSubject {
  return { problem: side && side.title !== "" ? `in ${side.title} ${problem}` : problem }
}

function bareName(text: string): string {
  return text.slice(text.lastIndexOf("/") + 1)
}

function names({ groups }: ReplaySide, conjunction: Conjunction = "and"): string {
  const all = [...new Set(groups.map(({ ruled }) => ruled.group.name))].sort()
  return all.length > mostNames
    ? listWords([...all.slice(0, mostNames), l10n.t`${all.length - mostNames} more`], conjunction)
    : listWords(all, conjunction)
}

const mostNames = 20
