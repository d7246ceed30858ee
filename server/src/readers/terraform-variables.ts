import { entriesOf, member } from "../syntax/lookup.ts"
import type { Entry, Node } from "../syntax/node.ts"

/** The literal defaults of a configuration's variables, by name. */
export type Variables = ReadonlyMap<string, Node>

export function variableDefaults(root: Node | undefined): Variables {
  const found = new Map<string, Node>()
  for (const { key, value } of entriesOf(member(root, "variable"))) {
    const standard = member(value.kind === "list" ? value.items[0] : value, "default")
    if (standard && !isNull(standard)) found.set(key, standard)
  }
  return found
}

/**
 * A value in which each text that is just `${var.name}` is that variable's default. Text and numbers keep the place where
 * they are used; of lists and objects the parts stand at the variable.
 */
export function withVariables<N extends Node | undefined>(node: N, variables: Variables): N | Node {
  if (!node || variables.size === 0) return node
  if (node.kind === "scalar" && typeof node.value === "string") {
    const name = /^\$\{var\.([\w-]+)\}$/.exec(node.value)?.[1]
    const value = name === undefined ? undefined : variables.get(name)
    return value?.kind === "scalar" ? { ...value, range: node.range } : (value ?? node)
  }
  if (node.kind === "list") return { ...node, items: node.items.map(item => withVariables(item, variables)) }
  if (node.kind !== "map") return node
  const entries: Entry[] = node.entries.map(entry => ({ ...entry, value: withVariables(entry.value, variables) }))
  return { ...node, entries }
}

function isNull(node: Node): boolean {
  return node.kind === "scalar" && node.value === null
}
