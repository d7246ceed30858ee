import type { Validator } from "../schemas/validators.generated.js"
import type { Entry, Node } from "../syntax/node.ts"
import type { RuleProblem, UnknownKey } from "./reader.ts"
import { isEmpty } from "./rule-reading.ts"

/** The JSON Schema of a dialect's rule, as ajv compiled it, and the names it knows. */
export interface RuleSchema {
  readonly validate: Validator
  readonly names: readonly string[]
}

/** What the shape of a rule has against it; its values are the rule reader's own to judge. */
export interface ShapeFaults {
  readonly unknownKeys: readonly UnknownKey[]
  readonly problems: readonly RuleProblem[]
}

/** Holds a rule's keys against the schema. A key that differs from a name in case or underscores alone is read as that name. */
export function shapeFaults(entries: readonly Entry[], schema: RuleSchema): ShapeFaults {
  const { validate, names } = schema
  // Without a prototype, as a key may be anything.
  const values: Record<string, unknown> = Object.create(null)
  for (const { key, value } of entries) values[key] = shallow(value)
  if (validate(values)) return none
  const entryOf = new Map(entries.map(entry => [entry.key, entry]))
  const unknownKeys: UnknownKey[] = []
  const problems: RuleProblem[] = []
  for (const { keyword, instancePath, params } of validate.errors ?? []) {
    const key = params.additionalProperty ?? instancePath.slice(1)
    const entry = entryOf.get(key)
    if (!entry) continue
    if (keyword === "additionalProperties") unknownKeys.push(...unknownKey(entry, names))
    else if (keyword === "type" && !isEmpty(entry.value)) {
      problems.push({ property: key, reason: "wrong-type", range: entry.value.range })
    }
  }
  return { unknownKeys, problems }
}

const none: ShapeFaults = { unknownKeys: [], problems: [] }

/** The value as plain JSON, one level deep: the schemas ask no more of it than its type. */
function shallow(node: Node): unknown {
  if (node.kind === "scalar") return node.value
  if (node.kind === "unknown") return ""
  return node.kind === "list" ? [] : {}
}

function unknownKey({ key, keyRange }: Entry, names: readonly string[]): UnknownKey[] {
  const plain = plainName(key)
  if (names.some(name => plainName(name) === plain)) return []
  const closest = closestName(key, names)
  return [{ key, range: keyRange, ...(closest !== undefined && { instead: closest }) }]
}

/** The name that was probably meant by one that is none. */
export function closestName(text: string, names: readonly string[]): string | undefined {
  const plain = plainName(text)
  const [closest] = names
    .filter(name => Math.abs(plainName(name).length - plain.length) <= mostSlips(name))
    .map(name => ({ name, distance: editDistance(plain, plainName(name)) }))
    .filter(({ name, distance }) => distance <= mostSlips(name))
    .sort((a, b) => a.distance - b.distance)
  return closest?.name
}

/** So many wrong letters may a key have that is taken for this name. */
function mostSlips(name: string): number {
  return Math.max(1, Math.floor(name.length / 6))
}

/** Without case and underscores, in which the readers take a name, too. */
function plainName(key: string): string {
  return key.replaceAll("_", "").toLowerCase()
}

/** Insertions, deletions and replacements of single letters that lead from one text to the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
