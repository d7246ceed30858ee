import { type Bounds, mostYamlTokens } from "./bounds.ts"
import type { ChangedSpan, EditedText } from "./changed-span.ts"
import { detached } from "./detached.ts"
import type { SyntaxDocument } from "./document.ts"
import { type ItemLines, itemsAround } from "./item-lines.ts"
import { nextLine } from "./lines.ts"
import { itemsOf, outerRange } from "./lookup.ts"
import { movedNode } from "./moved.ts"
import type { Node } from "./node.ts"
import { movedBehind, withReplaced } from "./replaced.ts"
import { parseYaml } from "./yaml.ts"

/**
 * The trees of a YAML text that differs from a parsed one within the lines of one item of a list with dashes: just this item is
 * parsed again, and what stands behind it is moved. In a sound text only what stands before an item says where it begins, and it
 * ends before the next line that is indented no deeper than its dash. So these are the trees that parsing all of the text gives.
 * Undefined where anything is not sound, before or after, and where something reaches further: aliases, directives (`%YAML 1.1`),
 * templates, ends of documents.
 */
export function reparseYaml(
  before: SyntaxDocument,
  { text, span }: EditedText,
  { nesting }: Bounds,
): readonly Node[] | undefined {
  const isSound = before.language === "yaml" && before.problems.length === 0 && !before.directives
  // No text has more tokens than characters.
  if (!isSound || text.length > mostYamlTokens || alias.test(before.text) || directive.test(before.text))
    return undefined
  for (const item of itemsAround(before, span).toReversed().slice(0, mostAttempts)) {
    const replacement = parsedAgain(item, { before: before.text, text, span, nesting })
    const [root] = item.path
    if (replacement) {
      return before.roots.map(each =>
        each === root ? withReplaced(item.path, replacement, span) : movedBehind(each, span),
      )
    }
  }
  return undefined
}

/** An edit that makes two items of one is an edit within the item around it. */
const mostAttempts = 2

/** `*name`, wherever one could stand. */
const alias = /\*(?<=(?:^|[\s[{,:?-])\*)[^\s"',\]}]/m

/** `%YAML 1.1` or `%TAG`: what values and tags mean in the document behind it. */
const directive = /^%/m

/**
 * Marks of template engines, those between documents, tabs, which are no indentation, but are not taken for text either, and empty
 * keys, which stand behind what comes before them.
 */
const farReaching = /\t|\{[{%#]|[}%#]\}|<%|%>|#\{|\$\{|^(?:---|\.\.\.)|^[ -]*:(?:\s|$)/m

interface Edit {
  readonly before: string
  readonly text: string
  readonly span: ChangedSpan
  readonly nesting: number
}

/** The item by itself; undefined where its lines are not just one item, in the same place, which ends with them. */
function parsedAgain({ path, start, end, dash }: ItemLines, edit: Edit): Node | undefined {
  const { before, text, span, nesting } = edit
  const own = text.slice(start, end + span.newEnd - span.oldEnd)
  // With the line behind it, of which these may hang on what stands before them.
  const old = before.slice(start, nextLine(before, end))
  if (farReaching.test(old) || farReaching.test(own) || alias.test(own)) return undefined
  const collectionsAround = path.length - 2
  // A copy: what stays of it in the tree must not keep all of this version's text.
  const { roots, problems, directives } = parseYaml(detached(own), nesting - collectionsAround)
  const [list, ...others] = roots
  const [item, ...more] = itemsOf(list)
  const isOne = others.length === 0 && more.length === 0 && problems.length === 0 && !directives
  if (!list || !item || !isOne || list.range.start !== dash - start) return undefined
  return outerRange(item).end === list.range.end && hasOwnEnd(item, own) ? movedNode(item, start) : undefined
}

/** Not so a map of nothing but keys that are no texts: to the parser it reaches to what stands behind it. */
function hasOwnEnd(node: Node, text: string): boolean {
  if (node.kind === "scalar" || node.kind === "unknown") return true
  const last = node.kind === "map" ? node.entries.at(-1)?.value : node.items.at(-1)
  return last ? hasOwnEnd(last, text) : /[[{]/.test(text[node.range.start] ?? "")
}
