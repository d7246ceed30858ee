import type { SyntaxDocument } from "./document.ts"
import { type Refusal, refuse } from "./edit.ts"
import type { Range } from "./node.ts"
import { isAliased, isMerged, type Path, type Step } from "./path.ts"
import { placeOfValue } from "./written-place.ts"

export const elsewhere = refuse("it is written elsewhere, and only an alias of it is here")

/** Why the text at a range may not be changed, though the tree leads to it; undefined where it may. */
export function refusalAt(document: SyntaxDocument, path: Path, range: Range): Refusal | undefined {
  if (document.problems.some(({ reason, local }) => reason !== "duplicate-key" && !local)) {
    return refuse("the document has a syntax error")
  }
  const directive = document.directives?.find(each => each.range.start < range.end && range.start < each.range.end)
  if (directive) return refuse(`it depends on ${directive.text} of the template engine`)
  if (path.steps.some(step => isAliased(step) || isMerged(step))) return elsewhere
  const anchor = anchorOn(document, path)
  return anchor === undefined ? undefined : refuse(`it is also used elsewhere in the document, as *${anchor}`)
}

/** Why the text of a range may not go: aliases of what it holds would be left. */
export function removalRefusal(document: SyntaxDocument, { start, end }: Range): Refusal | undefined {
  if (document.language === "json") return undefined
  const text = document.text.slice(start, end)
  const others = `${document.text.slice(0, start)}\n${document.text.slice(end)}`
  const anchor = anchorsIn(text).find(name => isUsed(name, others))
  return anchor === undefined ? undefined : refuse(`it is also used elsewhere in the document, as *${anchor}`)
}

/** The anchor of a value on the path that has aliases: what is changed here changes there, too. */
function anchorOn({ text, language, roots }: SyntaxDocument, { root, steps }: Path): string | undefined {
  if (language === "json" || !/\*[^\s]/.test(text)) return undefined
  const before = roots[roots.indexOf(root) - 1]?.range.end ?? 0
  const places = steps.map(step => ({ start: placeOf(text, step), end: step.value.range.start }))
  return [{ start: before, end: root.range.start }, ...places]
    .flatMap(({ start, end }) => anchorsIn(text.slice(start, end)))
    .find(name => isUsed(name, text))
}

function placeOf(text: string, step: Step): number {
  return placeOfValue(text, step) ?? step.holder.range.start
}

function anchorsIn(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|[\s,[{])&([^\s,[\]{}]+)/g)].map(([, name]) => name ?? "")
}

function isUsed(name: string, text: string): boolean {
  const alias = `*${name}`
  for (let at = text.indexOf(alias); at >= 0; at = text.indexOf(alias, at + 1)) {
    if (/^[\s,\]}:]?$/.test(text.charAt(at + alias.length))) return true
  }
  return false
}
