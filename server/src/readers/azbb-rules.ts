import { isList, isMap, member, textOf } from "../syntax/lookup.ts"
import type { Entry, MapNode, Node, Range } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import { type NamedRule, namedRules } from "./azbb-named-rules.ts"

/**
 * The rules that the building blocks make of a list: each that only names one of their own becomes what that stands for,
 * and then all get priorities in the order of the list, 100, 110, 120, whatever priorities are written.
 */
export function deployedRules(list: Node | undefined): Node | undefined {
  if (!isList(list)) return list
  const items = list.items.flatMap(expanded)
  return { ...list, items: items.map((item, index) => withPriority(item, 100 + 10 * index)) }
}

function expanded(item: Node): readonly Node[] {
  const name = member(item, "name")
  const rules = namedRules(textOf(name) ?? "")
  return name && rules && isMap(item) ? rules.map(rule => asNamed(rule, item, name.range)) : [item]
}

/** What is written beside the name counts for three properties; the tool passes over the others. */
function asNamed({ name, protocol, ports }: NamedRule, item: MapNode, range: Range): MapNode {
  const entry = (key: string, value: string): Entry => ({
    key,
    keyRange: range,
    value: { kind: "scalar", range, value },
  })
  const own = (key: string): Entry => item.entries.findLast(each => each.key === key) ?? entry(key, "*")
  return {
    ...item,
    entries: [
      entry("name", name),
      entry("direction", "Inbound"),
      entry("access", "Allow"),
      entry("protocol", protocol),
      own("sourceAddressPrefix"),
      own("sourcePortRange"),
      own("destinationAddressPrefix"),
      entry("destinationPortRange", ports),
    ],
  }
}

/** The written priority, where there is one, is the place of the one that is given. */
function withPriority(item: Node, value: number): Node {
  if (!isMap(item)) return item
  const range = (member(item, "priority") ?? member(item, "name"))?.range ?? startOf(item.range)
  const priority: Entry = { key: "priority", keyRange: range, value: { kind: "scalar", range, value } }
  return { ...item, entries: [...item.entries.filter(({ key }) => key.toLowerCase() !== "priority"), priority] }
}
