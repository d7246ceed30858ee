import type { Validator } from "../schemas/validators.generated.js"
import type { Entry, Node } from "../syntax/node.ts"
import { keptFor } from "../values/kept-for.ts"
import { similarName } from "../values/similar-name.ts"
import { fold, foreignProperty, type RuleKeys, singularOf } from "./property-names.ts"
import type { PropertyNames, UnknownKey } from "./reader.ts"
import type { RuleProblem } from "./rule-problem.ts"
import { isEmpty } from "./rule-reading.ts"
import type { RuleSchema } from "./rule-shape.ts"

/** What the shape of a rule has against it; its values are the rule reader's own to judge. */
export interface ShapeFaults {
  readonly unknownKeys: readonly UnknownKey[]
  readonly problems: readonly RuleProblem[]
}

/** Holds a rule's keys against the schema. A key that the dialect takes in another spelling is no fault. */
export function shapeFaults(entries: readonly Entry[], { validate, names }: RuleSchema, keys: RuleKeys): ShapeFaults {
  const sound = soundKinds(validate)
  if (entries.every(entry => isSound(entry, validate, sound))) return none
  // Without a prototype, as a key may be anything.
  const values: Record<string, unknown> = Object.create(null)
  for (const { key, value } of entries) values[key] = shallow(value)
  if (validate(values)) return none
  const entryOf = new Map(entries.map(entry => [entry.key, entry]))
  // Of two names that are as near, the one is meant that the rule does not have.
  const candidates = names.toSorted((a, b) => Number(entryOf.has(a)) - Number(entryOf.has(b)))
  const unknownKeys: UnknownKey[] = []
  const problems: RuleProblem[] = []
  for (const { keyword, instancePath, params } of validate.errors ?? []) {
    const key = params.additionalProperty ?? instancePath.slice(1)
    const entry = entryOf.get(key)
    if (!entry) continue
    if (keyword === "additionalProperties") unknownKeys.push(...unknownKey(entry, candidates, keys))
    else if (keyword === "type" && !isEmpty(entry.value)) {
      problems.push({ property: key, reason: "wrong-type", range: entry.value.range })
    }
  }
  return { unknownKeys, problems }
}

const none: ShapeFaults = { unknownKeys: [], problems: [] }

/** Of a schema's keys the kinds of values that it takes for them, as far as these were met: nearly every rule has the same. */
const soundKinds = keptFor((_: Validator) => new Map<string, Set<string>>())

function isSound({ key, value }: Entry, validate: Validator, sound: Map<string, Set<string>>): boolean {
  const kinds = sound.get(key)
  const kind = kindOf(value)
  if (kinds?.has(kind)) return true
  if (!validate(Object.assign(Object.create(null), { [key]: shallow(value) }))) return false
  if (kinds) kinds.add(kind)
  else sound.set(key, new Set([kind]))
  return true
}

/** All that a schema asks of a value, but for the words of some. */
function kindOf(node: Node): string {
  if (node.kind !== "scalar") return node.kind
  return typeof node.value === "number" && !Number.isInteger(node.value) ? "fraction" : typeof node.value
}

/** The value as plain JSON, one level deep: the schemas ask no more of it than its type. */
function shallow(node: Node): unknown {
  if (node.kind === "scalar") return node.value
  if (node.kind === "unknown") return ""
  return node.kind === "list" ? [] : {}
}

function unknownKey({ key, keyRange }: Entry, names: readonly string[], keys: RuleKeys): UnknownKey[] {
  const { spelling, properties } = keys
  const folded = fold(key, spelling)
  if (properties.has(folded) || names.some(name => fold(name, spelling) === folded)) return []
  const instead = ownName(key, keys.names) ?? similarName(key, names)
  return [{ key, range: keyRange, ...(instead !== undefined && { instead }) }]
}

/** The dialect's own name of what another one calls so. */
function ownName(key: string, names: PropertyNames): string | undefined {
  const property = foreignProperty(key)
  return property && (names[property] ?? names[singularOf(property)])
}
