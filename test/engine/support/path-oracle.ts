import type { Truth } from "../../../server/src/engine/flow.ts"
import type { Direction } from "../../../server/src/engine/security-rule.ts"
import { type AdminRule, rulesOf, type TrafficPath } from "../../../server/src/engine/traffic-path.ts"
import { isUnknown } from "../../../server/src/values/unknown.ts"
import { subsets } from "./brute-force.ts"
import { inOrder } from "./standing.ts"
import type { TinyRule } from "./tiny-group.ts"

/** The meaning of a path, rule by rule: in one situation, by the rules that take one packet. */
export type TinyPath = TrafficPath<TinyRule, AdminRule>
type TinyEnd = TinyPath[number]
type TinyList = TinyEnd["groups"][number] | NonNullable<TinyEnd["admin"]>

/** What turns out to be so of what tells whether rules stand. */
export interface Situation {
  readonly direction: Direction
  /** Unknown directions that are the packet's; of an end that has a direction of its own, that one's with its name behind. */
  readonly directions: ReadonlySet<string>
  /** Rules under a condition that are there, each with its list. */
  readonly there: ReadonlySet<string>
}

export function situationsOf(paths: readonly TinyPath[]): Situation[] {
  const standing = paths.flatMap(path => path.flatMap(end => listsOf(end).flatMap(list => conditionsIn(end, list))))
  const conditions = (kind: "direction" | "presence") => [
    ...new Set(standing.filter(one => one.kind === kind).map(({ name }) => name)),
  ]
  return (["Inbound", "Outbound"] as const).flatMap(direction =>
    subsets(conditions("direction")).flatMap(directions =>
      subsets(conditions("presence")).map(there => ({ direction, directions, there })),
    ),
  )
}

function listsOf({ admin, groups }: TinyEnd): TinyList[] {
  return [...(admin ? [admin] : []), ...groups]
}

function conditionsIn(end: TinyEnd, list: TinyList): { kind: "direction" | "presence"; name: string }[] {
  return list.rules.flatMap(rule => [
    ...(isUnknown(rule.direction) ? [{ kind: "direction" as const, name: directionName(end, rule) }] : []),
    ...(isConditional(rule) ? [{ kind: "presence" as const, name: presenceName(list, rule) }] : []),
  ])
}

function directionName({ direction }: TinyEnd, rule: AdminRule): string {
  const identity = isUnknown(rule.direction) ? rule.direction.identity : ""
  return direction ? `${identity} ${direction}` : identity
}

function presenceName({ name }: TinyList, rule: AdminRule): string {
  return `${name} ${rule.name}`
}

function isConditional({ possiblyAbsent, priority }: AdminRule): boolean {
  return possiblyAbsent || isUnknown(priority)
}

function stands(end: TinyEnd, list: TinyList, rule: AdminRule, { direction, directions, there }: Situation): boolean {
  const isOfDirection = isUnknown(rule.direction)
    ? directions.has(directionName(end, rule))
    : rule.direction === (end.direction ?? direction)
  return isOfDirection && (!isConditional(rule) || there.has(presenceName(list, rule)))
}

/** The rules that decide, list by list as they are asked, and whether the packet passes for each value of unknown accesses. */
export interface TinyCourse {
  /** `admin r1, subnet none`. */
  readonly text: string
  readonly passes: (accesses: ReadonlyMap<string, string>) => boolean
  readonly unknown: readonly AdminRule[]
}

export function courseOf(path: TinyPath, takes: (rule: AdminRule) => boolean, situation: Situation): TinyCourse {
  const decider = (end: TinyEnd, list: TinyList) =>
    inOrder<AdminRule>(list.rules).find(rule => takes(rule) && stands(end, list, rule, situation)) ?? null
  return {
    text: askedRules(path, decider).join(", "),
    passes: accesses => path.every(end => passesEnd(end, decider, accesses)),
    unknown: rulesOf(path).filter(({ access }) => isUnknown(access)),
  }
}

type Decider = (end: TinyEnd, list: TinyList) => AdminRule | null

function passesEnd(end: TinyEnd, decider: Decider, accesses: ReadonlyMap<string, string>): boolean {
  const access = (list: TinyList) => {
    const rule = decider(end, list)
    return rule && (isUnknown(rule.access) ? accesses.get(rule.access.identity) : rule.access)
  }
  const admin = end.admin && access(end.admin)
  if (admin === "AlwaysAllow" || admin === "Deny") return admin === "AlwaysAllow"
  return end.groups.every(group => access(group) === "Allow")
}

function askedRules(path: TinyPath, decider: Decider): string[] {
  const asked: string[] = []
  for (const end of path) {
    const admin = end.admin && decider(end, end.admin)
    if (admin) asked.push(`${end.admin!.name} ${admin.name}`)
    if (admin?.access === "AlwaysAllow") continue
    if (admin?.access === "Deny") return asked
    for (const group of end.groups) {
      const rule = decider(end, group)
      asked.push(`${group.name} ${rule?.name ?? "none"}`)
      if (rule && rule.access !== "Deny") continue
      if (!admin || !isUnknown(admin.access)) return asked
      break
    }
  }
  return asked
}

/** Whether it is so for all values of the unknown accesses, for none, or for some. */
export function inEveryCase(
  courses: readonly TinyCourse[],
  holds: (accesses: ReadonlyMap<string, string>) => boolean,
): Truth {
  const truths = accessesOf(courses.flatMap(({ unknown }) => unknown)).map(holds)
  if (truths.every(truth => truth)) return true
  return truths.some(truth => truth) ? null : false
}

function accessesOf(rules: readonly AdminRule[]): ReadonlyMap<string, string>[] {
  const identities = new Set(rules.flatMap(({ access }) => (isUnknown(access) ? [access.identity] : [])))
  let all: ReadonlyMap<string, string>[] = [new Map()]
  for (const identity of identities) {
    const values = identity.startsWith("admin") ? ["Allow", "Deny", "AlwaysAllow"] : ["Allow", "Deny"]
    all = all.flatMap(some => values.map(value => new Map([...some, [identity, value]])))
  }
  return all
}
