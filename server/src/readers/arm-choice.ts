import { choiceOf } from "../expressions/choice.ts"
import { unknownValue } from "../expressions/value.ts"
import { member } from "../syntax/lookup.ts"
import type { Entry, MapNode, Node, UnknownNode } from "../syntax/node.ts"

/** A property of an evaluated value. What is not known may have it; what is one of a few objects has that of each. */
export function partOf(node: Node | undefined, key: string): Node | undefined {
  if (node?.kind === "unknown") return node.oneOf ? choiceAt(node, key) : unknownPart(node, key)
  const found = member(node, key)
  if (found || node?.kind !== "map" || !node.rest) return found
  return unknownPart({ kind: "unknown", range: node.range, unknown: node.rest }, key)
}

/** A value that is one of a few objects as one object, with every property that any of them has; others as they are. */
export function settled(node: Node): Node {
  if (node.kind !== "unknown" || node.many || !node.oneOf) return node
  const objects = node.oneOf.flatMap(({ value }) => (value.kind === "map" && !value.rest ? [value] : []))
  if (objects.length < node.oneOf.length) return node
  return { kind: "map", range: node.range, entries: entriesOfEach(objects, node) }
}

function entriesOfEach(objects: readonly MapNode[], choice: UnknownNode): readonly Entry[] {
  const keys = new Map(objects.flatMap(({ entries }) => entries.map(({ key }) => [key.toLowerCase(), key] as const)))
  return [...keys.values()].map(key => ({ key, keyRange: choice.range, value: choiceAt(choice, key) }))
}

/** Where one of the objects does not have the property, null stands for it. */
function choiceAt(choice: UnknownNode, key: string): Node {
  const { oneOf = [], range, text } = choice
  const alternatives = oneOf.map(({ value, condition }) => {
    return { condition, value: partOf(value, key) ?? ({ kind: "scalar", value: null, range } as const) }
  })
  return choiceOf(alternatives, { ...unknownPart(choice, key), ...(text !== undefined && { text: `${text}.${key}` }) })
}

function unknownPart({ unknown, range }: UnknownNode, key: string): UnknownNode {
  return unknownValue(`${unknown.identity}.${key.toLowerCase()}`, unknown.reason, range)
}
