import type { ReadText } from "../analysis/read-text.ts"
import { defaultSettings } from "../analysis/settings.ts"
import { withoutCapital } from "../checks/wording.ts"
import { whyLeftOut } from "../features/presence-text.ts"
import { groupType, resourceNodes } from "../readers/arm-resources.ts"
import { isMap, itemsOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { parseText } from "../syntax/parse.ts"
import type { ReadFile } from "./checked-file.ts"
import type { FoundFiles } from "./find-files.ts"

/** A file that holds no group, and why. */
export interface UnusedFile {
  readonly shown: string
  /** The end of "no NSG found in x: …". */
  readonly reason: string
}

/** Of files without a group, the only one, where there is no other. */
export function onlyUnused(
  found: FoundFiles,
  { files: [first], only }: { readonly files: readonly ReadFile[]; readonly only?: UnusedFile | undefined },
): UnusedFile | undefined {
  if (only || !first || found.files.length > 1) return only
  return { shown: first.shown, reason: whyNoGroup(first.text) }
}

export function whyNoGroup({ source: { text, language }, read }: Pick<ReadText, "source" | "read">): string {
  const [only] = read?.groups ?? []
  if (only?.reference) return `it has rules of the NSG "${only.name}", but not the NSG itself.`
  const [left] = read?.leftOut ?? []
  if (left) return `"${left.name}" is not deployed: ${whyLeftOut(left)}.`
  if (text.trim() === "") return "the file is empty."
  const { roots, problems } = parseText(text, language, defaultSettings.limits)
  const name = { json: "JSON", yaml: "YAML" }[language]
  const fault = problems.find(({ reason }) => reason !== "duplicate-key")
  if (fault && fault.reason !== "syntax") return `it was not read: ${withoutCapital(fault.detail)}.`
  if (fault) {
    const line = text.slice(0, fault.range.start).split("\n").length
    return `it is not valid ${name}: line ${line}: ${withoutCapital(fault.detail)}.`
  }
  const [root] = roots
  if (!root || root.kind === "scalar") return "it is plain text, not JSON or YAML."
  if (isMap(root) && /deploymentParameters\.json/i.test(textOf(member(root, "$schema")) ?? "")) {
    return "it is a parameter file. Name its template instead: the parameter file beside it is read with it."
  }
  // Recordings of tests say what was asked at one time, and of whom.
  if (isMap(root) && itemsOf(member(root, "interactions")).some(each => member(each, "request"))) {
    return "it holds recorded HTTP requests. Their bodies are texts, which are not read: save the body of one as a file."
  }
  if (read?.dialect === "arm-template" && hasGroup(root)) {
    return "it has NSGs, but deploys none: their conditions, or those of nested deployments around them, are false, or their loops run 0 times."
  }
  return holdsInText(root)
    ? "it names NSG rules only inside a string (a template, a patch or a recorded answer), and strings are not read. Save that text as a file of its own."
    : `it is ${name}, but describes none.`
}

/** Whether a template, or one nested in it, has a group among its resources. */
function hasGroup(template: Node | undefined): boolean {
  return resourceNodes(member(template, "resources")).some(
    resource =>
      textOf(member(resource, "type"))?.toLowerCase() === groupType ||
      hasGroup(resource) ||
      hasGroup(memberAt(resource, "properties", "template")),
  )
}

/** Whether a string of several lines, or one with JSON in it, names rules, as inline templates of other tools do; not an expression. */
function holdsInText(node: Node): boolean {
  if (node.kind === "map") return node.entries.some(({ value }) => holdsInText(value))
  if (node.kind === "list") return node.items.some(holdsInText)
  if (node.kind !== "scalar" || typeof node.value !== "string") return false
  return /\n|^\{|^\[\s*[{"]/.test(node.value.trim()) && /destination_?port/i.test(node.value)
}
