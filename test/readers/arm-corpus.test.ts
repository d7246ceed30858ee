import { existsSync, readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { armTemplate } from "../../server/src/readers/arm-template.ts"
import type { LocatedGroup } from "../../server/src/readers/reader.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"

// Templates that people really wrote, where they are at hand: beside the repository, not in it.
const folder = new URL("../../../shared/corpus/arm-template/", import.meta.url)
const isHere = existsSync(folder)
const patience = { timeout: 60_000 }
const files = isHere
  ? readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => `${entry.parentPath}/${entry.name}`)
  : []

test.skipIf(!isHere)("a template with symbolic names has the groups of the same template without", patience, () => {
  const pairs = files.flatMap(path => {
    const plain = path.replace(".symbolicnames.json", ".json")
    return plain !== path && files.includes(plain) ? [[plain, path] as const] : []
  })
  expect(pairs.length).toBeGreaterThan(20)
  for (const [plain, symbolic] of pairs) expect(summary(symbolic), symbolic).toEqual(summary(plain))
})

test.skipIf(!isHere)("what follows from defaults, variables and loops is known", patience, () => {
  const rules = files.flatMap(path => groupsIn(path)).flatMap(group => group.rules)
  const needed = rules.filter(rule => rule.problems.length === 0)
  const known = needed.filter(rule => ![rule.priority, rule.direction, rule.access, rule.protocol].some(isUnknown))
  expect(known.length / needed.length).toBeGreaterThan(0.99)
})

function groupsIn(path: string): readonly LocatedGroup[] {
  return armTemplate.read(parseText(readFileSync(path, "utf8"), "json", defaultBounds))?.groups ?? []
}

/** Names, rules and what is known of them, without their places. */
function summary(path: string) {
  return groupsIn(path)
    .map(({ name, incompleteReason, rules }) => ({
      name,
      complete: incompleteReason === undefined,
      rules: rules.map(({ written, condition }) => ({ ...written.values, condition })),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
}
