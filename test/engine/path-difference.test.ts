import { expect, test } from "vitest"
import { comparePaths, type Difference, type TrafficChange } from "../../server/src/engine/questions/difference.ts"
import { preparePath } from "../../server/src/engine/questions/prepare.ts"
import type { MatchingRule } from "../../server/src/engine/security-rule.ts"
import { type AdminRule, rulesOf } from "../../server/src/engine/traffic-path.ts"
import { hasPorts, takes } from "./support/brute-force.ts"
import { courseOf, inEveryCase, situationsOf, type TinyCourse, type TinyPath } from "./support/path-oracle.ts"
import { printGroup, printJson } from "./support/print-group.ts"
import { type Random, seededRandom, seedOfRun } from "./support/random.ts"
import { has, type Mask, takenTogether } from "./support/taken-together.ts"
import { caseDrawer, countBoxes } from "./support/tiny-case.ts"
import { type TinyRule, tinyRule } from "./support/tiny-group.ts"
import { editedPath, type PathShape, printPath, type TinyLists, tinyLists, tinyPath } from "./support/tiny-path.ts"
import { readRules } from "./support/written-rules.ts"

const known: PathShape = { rules: 0, names: 0, unknown: 0, absent: 0, priorities: 1000, access: 0 }
const shapes: Record<string, PathShape> = {
  "everything known": known,
  "named sets": { ...known, names: 2 },
  "unknown values": { ...known, names: 1, unknown: 0.08, absent: 0.08 },
  "unknown accesses": { ...known, access: 0.35 },
  "equal priorities": { ...known, names: 1, priorities: 4 },
}
const rounds = 100 * Number(process.env.NSG_SOAK ?? 1)

test.each(Object.entries(shapes))(
  "%s: the rules along two versions of a path whose packets changed, and no other",
  (title, shape) => {
    const seed = seedOfRun(20261125)
    console.log(`${title}: seed ${seed}, ${rounds} paths`)
    const random = seededRandom(seed)
    for (let round = 0; round < rounds; round++) {
      const lists = tinyLists(random, shape)
      const before = tinyPath(random, lists)
      const after = editedPath(random, before, lists, shape)
      const traffic = random.chance(0.3) ? tinyRule(random, known, lists.names, 0) : undefined
      const compared: Compared = { paths: [before, after], traffic, lists }
      const found = comparePaths(
        preparePath(before, lists.facts),
        preparePath(after, lists.facts),
        traffic ? { traffic } : {},
      )
      const context = () => `round ${round}\n${printCompared(compared)}`
      expect(found.complete, context()).toBe(true)
      expect(textsOf(found), context()).toEqual(expectedTexts(compared))
      compareBoxes(random, found, compared, context)
    }
  },
  600_000,
)

test("what leaves one end is not asked there again, wherever an admin comes to the other", () => {
  const [allow, deny] = readRules("100 Allow * * * > * *\n200 Deny * * * > * *")
  const through: AdminRule = { ...allow!, access: "AlwaysAllow" }
  const outbound = (rule: AdminRule) => ({ ...rule, direction: "Outbound" as const })
  const groups = [
    { name: "subnet", rules: [{ ...deny!, direction: "Outbound" as const }] },
    { name: "interface", rules: [{ ...deny!, direction: "Outbound" as const }] },
  ]
  const start = { direction: "Outbound", admin: { name: "manager", rules: [outbound(through)] } } as const
  const end = { direction: "Inbound", groups: [] } as const
  const before = [{ ...start, groups }, end]
  const after = [
    { ...start, groups: groups.toReversed() },
    { ...end, admin: { name: "manager", rules: [through] } },
  ]
  const { allowed, denied } = comparePaths(
    preparePath(before, { about: () => undefined }),
    preparePath(after, { about: () => undefined }),
  )
  expect([allowed, denied]).toEqual([[], []])
})

interface Compared {
  readonly paths: readonly [before: TinyPath, after: TinyPath]
  /** All where undefined. */
  readonly traffic: TinyRule | undefined
  readonly lists: TinyLists
}

function rulesIn({ paths, traffic }: Pick<Compared, "paths" | "traffic">): AdminRule[] {
  return [...new Set(paths.flatMap(rulesOf)), ...(traffic ? [traffic] : [])]
}

type Texts = Record<"allowed" | "denied" | "uncertain", string[]>

function textsOf({ allowed, denied, uncertain }: Difference<TinyRule | AdminRule>): Texts {
  const texts = (changes: typeof allowed) => changes.map(changeText).toSorted()
  return { allowed: texts(allowed), denied: texts(denied), uncertain: texts(uncertain) }
}

function changeText({ before, after }: TrafficChange<AdminRule>): string {
  const [one, other] = [before, after].map(decisions =>
    decisions.map(({ list, rule }) => `${list} ${rule?.name ?? "none"}`).join(", "),
  )
  return `${one} → ${other}`
}

function expectedTexts({ paths, traffic, lists }: Compared): Texts {
  const rules = rulesIn({ paths, traffic })
  const takenIn = (mask: Mask, rule: AdminRule) => has(mask, rules.indexOf(rule))
  const masks = takenTogether({ ...lists, rules: rules as TinyRule[] }).filter(
    mask => !traffic || takenIn(mask, traffic),
  )
  const texts = { allowed: new Set<string>(), denied: new Set<string>(), uncertain: new Set<string>() }
  for (const situation of situationsOf(paths).filter(({ direction }) => !traffic || direction === traffic.direction)) {
    for (const mask of masks) {
      const courses = paths.map(path => courseOf(path, rule => takenIn(mask, rule), situation))
      const [one, other] = courses as [TinyCourse, TinyCourse]
      if (inEveryCase(courses, accesses => one.passes(accesses) !== other.passes(accesses)) === false) continue
      const [was, is] = courses.map(course => inEveryCase([course], course.passes))
      const outcome = was === null || is === null ? "uncertain" : is ? "allowed" : "denied"
      texts[outcome].add(`${one.text} → ${other.text}`)
    }
  }
  return {
    allowed: [...texts.allowed].toSorted(),
    denied: [...texts.denied].toSorted(),
    uncertain: [...texts.uncertain].toSorted(),
  }
}

/** Each packet in each case is in one box of the change that its rules before and after make, and in no other. */
function compareBoxes(
  random: Random,
  { allowed, denied, uncertain }: Difference<TinyRule | AdminRule>,
  { paths, traffic, lists }: Compared,
  context: () => string,
): void {
  const changes = [...allowed, ...denied, ...uncertain].filter(({ boxes }) => boxes)
  const rules = rulesIn({ paths, traffic })
  const direction = random.pick(["Inbound", "Outbound"] as const)
  const draw = caseDrawer(random, lists, rules, paths, traffic ?? { ...everything, direction })
  for (let draws = 0; draws < 200; draws++) {
    const one = draw()
    if (!one) continue
    const [was, is] = paths.map(path => courseOf(path, rule => takes(rule, one), one.situation).text)
    for (const change of changes) {
      const { sure, open } = countBoxes(change.boxes!, one)
      const expected = changeText(change) === `${was} → ${is}` ? 1 : 0
      const isRight = hasPorts(one.protocol) ? sure === expected : sure <= expected && expected <= sure + open
      if (!isRight) expect({ sure, open }, `${changeText(change)}\n${printJson(one)}\n${context()}`).toBe(expected)
    }
  }
}

function printCompared({ paths: [before, after], traffic, lists }: Compared): string {
  const asked = traffic ? `OF\n${printGroup({ ...lists, rules: [traffic] })}\n` : ""
  return `${asked}BEFORE\n${printPath(before, lists)}\nAFTER\n${printPath(after, lists)}`
}

const everything: MatchingRule = {
  name: "everything",
  priority: 100,
  direction: "Inbound",
  protocol: "*",
  source: [{ kind: "any", key: "*" }],
  sourcePorts: [{ first: 0, last: 65535 }],
  destination: [{ kind: "any", key: "*" }],
  destinationPorts: [{ first: 0, last: 65535 }],
  possiblyAbsent: false,
}
