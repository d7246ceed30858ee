import { defaultBounds } from "../syntax/bounds.ts"
import { type Edit, refuse } from "../syntax/edit.ts"
import { insertInto } from "../syntax/insert.ts"
import { isMap } from "../syntax/lookup.ts"
import { parseText } from "../syntax/parse.ts"
import { intoEntry, type Path } from "../syntax/path.ts"
import { setAt } from "../syntax/set.ts"

/** The names of configuration files, the one that counts first. */
export const configurationNames = [".nsgrc.json", ".nsgrc.yaml"] as const

/** A configuration in which just this check is off. */
export function newConfiguration(code: string): string {
  return `${JSON.stringify({ checks: { [code]: "off" } }, null, 2)}\n`
}

/** Switches a check off in the text of a configuration. */
export function silenceCheck(text: string, name: string, code: string): Edit {
  if (text.trim() === "") return [{ range: { start: 0, end: text.length }, newText: newConfiguration(code) }]
  const document = parseText(text, name.endsWith("json") ? "json" : "yaml", defaultBounds)
  const [root] = document.roots
  if (!isMap(root)) return refuse("the configuration is not an object")
  const path: Path = { root, steps: [] }
  const checks = root.entries.find(({ key }) => key === "checks")
  if (!checks) return insertInto(document, path, { key: "checks", value: { [code]: "off" } })
  const into = intoEntry(path, root, checks)
  const known = isMap(checks.value) ? checks.value.entries.find(({ key }) => key === code) : undefined
  if (known && isMap(checks.value)) return setAt(document, intoEntry(into, checks.value, known), "off")
  return insertInto(document, into, { key: code, value: "off" })
}
