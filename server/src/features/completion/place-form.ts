import { formOf, type RuleForm } from "../../readers/rule-form.ts"
import { pathToRule, pathToSelf } from "../../readers/rule-place.ts"
import { isRefusal } from "../../syntax/edit.ts"
import type { Node } from "../../syntax/node.ts"
import { nodeOf } from "../../syntax/path.ts"
import { isAt } from "../../syntax/range.ts"
import type { CompletionPlace } from "./completion-place.ts"

/** How the rule at a place is to be written: as the rule before it, else the one behind, else as its dialect has it. */
export function placeForm(place: CompletionPlace): RuleForm {
  const { syntax, read, rule, meaning } = place
  const node = neighbourNode(place)
  if (node) return formOf(node.node, node.rule, read.dialect)
  const self = pathToSelf(syntax, rule.at.self)
  const form = formOf(self ? without(nodeOf(self), meaning.offset) : nothing, rule, read.dialect)
  return rule.nested && form.inner === undefined ? { ...form, inner: "properties" } : form
}

/** What is typed shows no form. */
function without(node: Node, offset: number): Node {
  if (node.kind !== "map") return node
  const entries = node.entries.flatMap(entry => {
    if (entry.value.kind === "map") return [{ ...entry, value: without(entry.value, offset) }]
    return isAt(entry.value.range, offset) || isAt(entry.keyRange, offset) ? [] : [entry]
  })
  return { ...node, entries }
}

const nothing: Node = { kind: "map", range: { start: 0, end: 0 }, entries: [] }

function neighbourNode(place: CompletionPlace) {
  for (const rule of neighbours(place)) {
    const path = pathToRule({ document: place.syntax, read: place.read, rule })
    if (!isRefusal(path)) return { rule, node: nodeOf(path) }
  }
  return undefined
}

/** The group's other rules that say anything, the nearest first. */
function neighbours({ group, rule }: CompletionPlace) {
  const start = rule.at.self.start
  return group.rules
    .filter(other => other.at.self.start !== start && Object.keys(other.at.properties).length > 2)
    .toSorted((a, b) => Math.abs(a.at.self.start - start) - Math.abs(b.at.self.start - start))
}
