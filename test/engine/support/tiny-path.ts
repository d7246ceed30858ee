import type { AdminRule } from "../../../server/src/engine/traffic-path.ts"
import type { Unknown } from "../../../server/src/values/unknown.ts"
import type { TinyPath } from "./path-oracle.ts"
import { printGroup } from "./print-group.ts"
import type { Random } from "./random.ts"
import { moved, type TinyGroup, type TinyRule, type TinyShape, tinyGroup, tinyRule } from "./tiny-group.ts"

/** Lists for paths, and what is known of the names in them. */
export interface TinyLists extends TinyGroup {
  readonly admin: readonly AdminRule[]
  readonly groups: readonly (readonly TinyRule[])[]
}

export interface PathShape extends TinyShape {
  /** Chance of an access that cannot be known, beside `unknown`. */
  readonly access: number
}

/** Two rules of an admin and three groups of three; a group often allows at last what no rule decides. */
export function tinyLists(random: Random, shape: PathShape): TinyLists {
  const group = tinyGroup(random, { ...shape, rules: 11 })
  const rules = group.rules.map(rule => ({
    ...rule,
    direction: random.chance(0.3) ? "Outbound" : rule.direction,
    access: random.chance(shape.access) ? unknownAccess(`value ${random.below(2)}`) : rule.access,
  }))
  const list = (index: number) => rules.slice(2 + 3 * index, 5 + 3 * index).map(rule => orAllowAll(random, rule))
  return { ...group, admin: rules.slice(0, 2).map(rule => adminRule(random, rule, shape)), groups: [0, 1, 2].map(list) }
}

function orAllowAll(random: Random, rule: TinyRule): TinyRule {
  if (random.chance(0.7)) return rule
  const any = [{ kind: "any", key: "*" }] as const
  const ports = [{ first: 0, last: 65535 }]
  return {
    ...rule,
    priority: 5000,
    access: "Allow",
    protocol: "*",
    source: any,
    destination: any,
    sourcePorts: ports,
    destinationPorts: ports,
  }
}

function adminRule(random: Random, rule: TinyRule, { unknown, access }: PathShape): AdminRule {
  const isUnknown = random.chance(unknown + access)
  return {
    ...rule,
    access: isUnknown ? unknownAccess(`admin ${rule.name}`) : random.pick(["Allow", "Deny", "AlwaysAllow"] as const),
  }
}

function unknownAccess(identity: string): Unknown {
  return { identity, reason: "of the test" }
}

/** One machine's lists, or those between two machines, which may be in one subnet. */
export function tinyPath(random: Random, { admin, groups }: TinyLists): TinyPath {
  const list = (index: number) => ({ name: `group ${index}`, rules: groups[index]! })
  const guard = { name: "admin", rules: admin }
  if (random.chance(0.6)) {
    return [random.chance(0.7) ? { admin: guard, groups: [list(0), list(1)] } : { groups: [list(0), list(0)] }]
  }
  const [here, there] = [
    { direction: "Outbound", groups: [list(0)] },
    { direction: "Inbound", groups: [list(random.below(2)), list(1)] },
  ] as const
  if (random.chance(0.3)) return [here, there]
  if (random.chance(0.5)) return [here, { ...there, admin: guard }]
  const [one, other] = [admin.slice(0, 1), admin.slice(1)].map(rules => ({ ...guard, rules }))
  return [
    { ...here, admin: one! },
    { ...there, admin: other! },
  ]
}

/** A path with some lists edited, left out or added. */
export function editedPath(random: Random, path: TinyPath, lists: TinyLists, shape: TinyShape): TinyPath {
  const edit = (rules: readonly TinyRule[]) =>
    rules.flatMap(rule => {
      if (random.chance(0.1)) return []
      if (random.chance(0.1)) return [moved(random, rule, shape)]
      return random.chance(0.2)
        ? [{ ...tinyRule(random, shape, lists.names, 0), name: rule.name, priority: rule.priority }]
        : [rule]
    })
  const edited = new Map(
    lists.groups.map((rules, index) => [
      `group ${index}`,
      random.chance(0.6) ? edit(rules) : random.chance(0.2) ? rules.toReversed() : rules,
    ]),
  )
  return path.map(({ admin, groups, ...end }) => ({
    ...end,
    ...(admin &&
      random.chance(0.8) && { admin: random.chance(0.3) ? { ...admin, rules: admin.rules.slice(1) } : admin }),
    groups: [
      ...(random.chance(0.15) ? [{ name: "group 2", rules: lists.groups[2]! }] : []),
      ...groups.filter(() => random.chance(0.9)).map(({ name }) => ({ name, rules: edited.get(name)! })),
    ],
  }))
}

export function printPath(path: TinyPath, group: TinyGroup): string {
  return path
    .flatMap(({ direction, admin, groups }, index) => [
      `end ${index} ${direction ?? ""}`,
      ...[...(admin ? [admin] : []), ...groups].map(
        ({ name, rules }) => `${name}\n${printGroup({ ...group, rules: rules as readonly TinyRule[] })}`,
      ),
    ])
    .join("\n")
}
