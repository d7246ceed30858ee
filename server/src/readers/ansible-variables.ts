import { entriesOf, textOf } from "../syntax/lookup.ts"
import type { Entry, Node } from "../syntax/node.ts"

/** What stands for `{{ name }}`: the value of the one variable of that name that a play, block or task has. */
export function ansibleVariables(roots: readonly Node[]): (node: Node | undefined) => Node | undefined {
  const found = new Map<string, Node | undefined>()
  for (const { key, value } of roots.flatMap(assignmentsIn)) found.set(key, found.has(key) ? undefined : value)
  return node => {
    const name = /^\{\{-?\s*(\w+)\s*-?\}\}$/.exec(textOf(node) ?? "")?.[1]
    const value = name === undefined ? undefined : found.get(name)
    // Whatever else a variable holds, it is its rules that are looked for.
    return value?.kind === "list" ? value : node
  }
}

/** A name that a task sets, or registers, is as good as set twice. */
function assignmentsIn(node: Node): readonly Entry[] {
  if (node.kind === "list") return node.items.flatMap(assignmentsIn)
  return entriesOf(node).flatMap(entry => {
    if (entry.key === "vars") return entriesOf(entry.value)
    if (/(^|\.)set_fact$/.test(entry.key)) return entriesOf(entry.value).flatMap(each => [each, each])
    const registered = entry.key === "register" ? textOf(entry.value) : undefined
    if (registered === undefined) return assignmentsIn(entry.value)
    const again = { ...entry, key: registered }
    return [again, again]
  })
}
