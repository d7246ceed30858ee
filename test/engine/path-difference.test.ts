import { expect, test } from "vitest"
import { comparePaths, type Difference, type TrafficChange } from "../../server/src/engine/difference.ts"
import type { MatchingRule } from "../../server/src/engine/rule-fields.ts"
import { type AdminRule, rulesOf } from "../../server/src/engine/traffic-path.ts"
import { hasPorts } from "./support/brute-force.ts"
import { takenTogether } from "./support/difference-oracle.ts"
import { courseOf, inEveryCase, situationsOf, type TinyPath } from "./support/path-oracle.ts"
import { printJson } from "./support/print-group.ts"
import { type Random, seededRandom, seedOfRun } from "./support/random.ts"
import { caseDrawer, countBoxes, takesCase } from "./support/tiny-case.ts"
import type { TinyRule } from "./support/tiny-group.ts"
import { editedPath, type PathShape, printPath, type TinyLists, tinyLists, tinyPath } from "./support/tiny-path.ts"

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
      const found = comparePaths(before, after, lists.facts)
      const context = () => `round ${round}\n${printPath(before, lists)}\nAFTER\n${printPath(after, lists)}`
      expect(found.complete, context()).toBe(true)
      expect(textsOf(found), context()).toEqual(expectedTexts(before, after, lists))
      compareBoxes(random, found, [before, after], lists, context)
    }
  },
  600_000,
)

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

function expectedTexts(before: TinyPath, after: TinyPath, lists: TinyLists): Texts {
  const rules = [...new Set([...rulesOf(before), ...rulesOf(after)])]
  const masks = takenTogether({ ...lists, rules: rules as TinyRule[] })
  const texts = { allowed: new Set<string>(), denied: new Set<string>(), uncertain: new Set<string>() }
  for (const situation of situationsOf([before, after])) {
    for (const mask of masks) {
      const takes = (rule: AdminRule) => ((mask >> rules.indexOf(rule)) & 1) === 1
      const courses = [before, after].map(path => courseOf(path, takes, situation))
      const [one, other] = courses as [(typeof courses)[0], (typeof courses)[0]]
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
  paths: readonly TinyPath[],
  lists: TinyLists,
  context: () => string,
): void {
  const changes = [...allowed, ...denied, ...uncertain].filter(({ boxes }) => boxes)
  const rules = [...new Set(paths.flatMap(rulesOf))]
  const draw = caseDrawer(random, lists, rules, paths, {
    ...everything,
    direction: random.pick(["Inbound", "Outbound"]),
  })
  for (let draws = 0; draws < 200; draws++) {
    const one = draw()
    if (!one) continue
    const [was, is] = paths.map(path => courseOf(path, rule => takesCase(rule, one), one.situation).text)
    for (const change of changes) {
      const { sure, open } = countBoxes(change.boxes!, one)
      const expected = changeText(change) === `${was} → ${is}` ? 1 : 0
      const isRight = hasPorts(one.protocol) ? sure === expected : sure <= expected && expected <= sure + open
      if (!isRight) expect({ sure, open }, `${changeText(change)}\n${printJson(one)}\n${context()}`).toBe(expected)
    }
  }
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
