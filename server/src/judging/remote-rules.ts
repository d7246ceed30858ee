import { privatePrefixes } from "../azure/special-addresses.ts"
import { type Passage, type PreparedAddresses, prepareAddresses } from "../engine/questions/addresses-left.ts"
import type { MatchingRule } from "../engine/security-rule.ts"
import { originOf } from "../syntax/moved.ts"
import { keptFor } from "../values/kept-for.ts"
import { lazily } from "../values/lazily.ts"
import { allPorts } from "../values/parse-ports.ts"
import { remember, remembering } from "../values/remember.ts"
import { isUnknown } from "../values/unknown.ts"
import { type AdminLevel, type AttachedAdminRule, isOfAdmin } from "./admin-level.ts"
import { type GroupRule, isLocated } from "./group-rule.ts"
import type { RuledGroup } from "./judged-group.ts"
import { adminPassages, passagesOf, passagesThrough } from "./level-passages.ts"
import type { MachineEnd } from "./machine-end.ts"
import { atMachine } from "./machine-rule.ts"
import type { RemoteAddresses } from "./remote-addresses.ts"
import { namesSecurityGroups, type RemoteReading, type RemoteRule, type RemoteSide, remoteRule } from "./remote-rule.ts"

/** Traffic between the machines that a group guards and remote addresses. */
export interface RemoteQuestion {
  readonly direction: "Inbound" | "Outbound"
  readonly remote: RemoteAddresses
  /** So many addresses of IPv4 are no longer a choice. */
  readonly width: number
}

/** The rules of a group as the remote addresses of a question meet them. */
export interface RemoteRules {
  readonly question: RemoteQuestion
  readonly side: RemoteSide
  /** The machine that is asked about; any behind the group where it is undefined. */
  readonly machine: RemoteMachine | undefined
  /** Made when a question first needs it. */
  prepared(): PreparedAddresses
  bound(rule: GroupRule | AttachedAdminRule, bound: "least" | "most"): MatchingRule | undefined
  /** The rule that is asked about, at the machine: a protocol or source port that cannot be known may be any. */
  own(rule: GroupRule): MatchingRule | undefined
  /** What security admin rules and the group at the other level let through, where there are such. */
  passages(): readonly Passage[] | undefined
  /** Whether all is known that the rule takes, and what it does with it. */
  isSettled(rule: GroupRule): boolean
}

/** A machine behind the group. */
export interface RemoteMachine {
  /** The group at the other level, where only what that lets through counts. */
  readonly ruled: RuledGroup | undefined
  readonly end: MachineEnd
  /** The security admin rules that come before both groups. */
  readonly admin: AdminLevel
}

export function remoteRules(own: readonly GroupRule[], question: RemoteQuestion, machine?: RemoteMachine): RemoteRules {
  const { direction, remote } = question
  const side = direction === "Inbound" ? "source" : "destination"
  const opposite = direction === "Inbound" ? "Outbound" : "Inbound"
  const read = readerOf({ side, remote, membership: machine?.end.securityGroups })
  const other = machine?.ruled
  const admin = machine && machine.admin.rules.length > 0 ? machine.admin : undefined
  const atThis = new Map<GroupRule, { readonly own: MatchingRule | undefined }>()
  const ownOf = (rule: GroupRule) => {
    const whole = read(rule).own
    return machine ? remember(atThis, rule, () => ({ own: atMachine(whole, side, machine.end) })).own : whole
  }
  const prepared = lazily(() => {
    const levels = [...own, ...(other?.rules ?? [])].filter(rule => rule.direction !== opposite)
    const every = [
      ...levels.flatMap(rule => [read(rule).least, read(rule).most, ownOf(rule)]),
      ...(admin?.rules ?? []).flatMap(rule => [bound(rule, "least"), bound(rule, "most")]),
    ]
    const rules = new Set(every.filter(rule => rule !== undefined))
    const likely = machine?.end.likely ?? []
    const others = likely.length > 0 ? likely : privatePrefixes
    return prepareAddresses([...rules], { side, among: remote.among, others })
  })
  const readAdmin = remembering((rule: AttachedAdminRule) => remoteRule(rule, { side, remote }))
  const bound = (rule: GroupRule | AttachedAdminRule, bound: "least" | "most") =>
    (isOfAdmin(rule) ? readAdmin(rule) : read(rule))[bound]
  return {
    question,
    side,
    machine,
    prepared,
    passages: lazily(() => {
      const group = other && passagesOf(other.rules, direction, bound)
      return admin ? passagesThrough(adminPassages(admin, direction, bound), group) : group
    }),
    bound,
    own: ownOf,
    isSettled: rule => !isUnknown(rule.access) && read(rule).least === read(rule).most,
  }
}

interface Reading extends RemoteRule {
  readonly own: MatchingRule | undefined
}

/** What a machine's application security groups decide is read for it alone. */
function readerOf(reading: RemoteReading): (rule: GroupRule) => Reading {
  const { side, remote, membership } = reading
  const atThis = new Map<GroupRule, Reading>()
  const ofRemote = kept[side](remote)
  return rule =>
    membership && namesSecurityGroups(rule, side)
      ? remember(atThis, rule, () => readRule(rule, reading))
      : keptReading(rule, reading, ofRemote)
}

const readings = () => keptFor((_: RemoteAddresses) => new WeakMap<GroupRule, Reading>())

/**
 * An edit leaves most rules as they were, or only moves them. A rule whose direction cannot be known is met from both sides,
 * and one without a known place in the order is asked about together with all others, whatever their direction.
 */
const kept = { source: readings(), destination: readings() } as const

function keptReading(rule: GroupRule, reading: RemoteReading, ofRemote: WeakMap<GroupRule, Reading>): Reading {
  const { origin } = originOf(rule)
  const known = ofRemote.get(origin)
  if (known) return known
  const read = readRule(rule, reading)
  ofRemote.set(origin, read)
  return read
}

function readRule(rule: GroupRule, reading: RemoteReading): Reading {
  const bounds = remoteRule(rule, reading)
  if (isWhole(rule)) return { ...bounds, own: bounds.least }
  return { ...bounds, own: lacksProtocol(rule) ? undefined : remoteRule(asWhole(rule), reading).least }
}

/** Whether nothing is unknown of the rule that says neither who nor where to. */
export function isWhole({ protocol, sourcePorts }: GroupRule): boolean {
  return !isUnknown(protocol) && sourcePorts.every(port => "first" in port)
}

/** Azure refuses a rule without any. */
function lacksProtocol(rule: GroupRule): boolean {
  return isUnknown(rule.protocol) && isLocated(rule) && rule.at.properties.protocol === undefined
}

function asWhole(rule: GroupRule): GroupRule {
  const protocol = isUnknown(rule.protocol) ? "*" : rule.protocol
  return { ...rule, protocol, sourcePorts: rule.sourcePorts.map(port => ("first" in port ? port : allPorts)) }
}
