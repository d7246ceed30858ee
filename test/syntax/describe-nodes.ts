import type { Node } from "../../server/src/syntax/node.ts"
import type { Note } from "../support/annotate.ts"

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** The value that a tree stands for, with question marks for what cannot be known. */
export function jsonOf(node: Node): Json {
  switch (node.kind) {
    case "map":
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, jsonOf(value)]))
    case "list":
      return node.items.map(jsonOf)
    case "scalar":
      return node.value
    case "unknown":
      return "?"
  }
}

/** Every key and value of a tree as a note on its text, in the order of the text. */
export function notesOf(node: Node): readonly Note[] {
  if (node.kind === "map") {
    const entries = node.entries.flatMap(({ keyRange, value }) => [
      { range: keyRange, label: "key" },
      ...notesOf(value),
    ])
    return [{ range: node.range, label: "map" }, ...entries]
  }
  if (node.kind === "list") return [{ range: node.range, label: "list" }, ...node.items.flatMap(notesOf)]
  return [{ range: node.range, label: node.kind === "scalar" ? String(node.value).replaceAll("\n", "⏎") : "unknown" }]
}
