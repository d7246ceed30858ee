import type { SyntaxDocument, TemplateDirective } from "../syntax/document.ts"
import { columnOf } from "../syntax/lines.ts"
import type { Range } from "../syntax/node.ts"

/** The directives of a document, by where they are and by which block is in which. */
export interface TemplateTree {
  readonly text: string
  readonly directives: readonly TemplateDirective[]
  /** For each directive the index of the block it stands in. */
  readonly parents: readonly (number | undefined)[]
}

/** One branch of a block: what stands in it is there together, and never with what stands in another branch. */
export interface TemplateBranch {
  readonly block: TemplateDirective
  /** Which block of the document it is. */
  readonly index: number
  /** The directives that lead to it: that of the block, and that of the branch. */
  readonly text: string
}

export function templateTree({ directives = [], text }: SyntaxDocument): TemplateTree {
  const open: number[] = []
  const parents = directives.map(({ kind, range }, index) => {
    while (open.length > 0 && (directives[open.at(-1) ?? 0]?.range.end ?? 0) <= range.start) open.pop()
    const parent = open.at(-1)
    if (kind === "block" && open.length < mostNested) open.push(index)
    return parent
  })
  return { text, directives, parents }
}

/** Blocks in one another; one that is nested deeper counts for what stands directly in it alone. */
const mostNested = 50

/** The branches around a place, from the outermost to the innermost. */
export function branchesAt(offset: number, { directives, parents }: TemplateTree): readonly TemplateBranch[] {
  const branches: TemplateBranch[] = []
  let index: number | undefined = firstFrom(directives, offset + 1) - 1
  while (index !== undefined && index >= 0) {
    const block = directives[index]
    if (block?.kind === "block" && offset < block.range.end) branches.push(branchOf(block, index, offset))
    index = parents[index]
  }
  return branches.reverse()
}

function branchOf(block: TemplateDirective, index: number, offset: number): TemplateBranch {
  const branch = block.branches?.findLast(({ start }) => start <= offset)
  return { block, index, text: branch ? `${block.text} ${branch.text}` : block.text }
}

/** The branches that two places have in common. */
export function commonBranches(
  one: readonly TemplateBranch[],
  other: readonly TemplateBranch[],
): readonly TemplateBranch[] {
  const end = one.findIndex(({ index, text }, at) => other[at]?.index !== index || other[at].text !== text)
  return end < 0 ? one : one.slice(0, end)
}

/**
 * The directives in a value: those that begin in it, the one behind it that is still part of it, and the blocks around it
 * of which another branch begins in it.
 */
export function directivesIn(value: Range, tree: TemplateTree): readonly TemplateDirective[] {
  const { directives, text } = tree
  const end = firstFrom(directives, value.end)
  const inside = directives.slice(firstFrom(directives, value.start), end)
  const next = directives[end]
  const follows =
    next !== undefined && text.slice(value.end, next.range.start).trim() === "" && isPartOf(next, value, text)
  const around = branchesAt(value.start, tree).filter(({ block }) =>
    block.branches?.some(({ start }) => value.start < start && start < value.end),
  )
  return [...around.map(({ block }) => block), ...inside, ...(follows ? [next] : [])]
}

/** Of a directive behind a value, the column of what it brings in tells whether that is still the value's. */
function isPartOf({ range, text: directive }: TemplateDirective, value: Range, text: string): boolean {
  const indent = /\bn?indent +(\d+)/.exec(directive)?.[1]
  if (indent !== undefined) return Number(indent) >= columnOf(text, value.start)
  const behind = range.start + directive.length
  const content = behind + Math.max(0, text.slice(behind).search(/\S/))
  if (text.startsWith("---", content)) return false
  return columnOf(text, content) >= columnOf(text, value.start)
}

/** The index of the first directive that begins at the offset or behind it; directives are in the order of the text. */
function firstFrom(directives: readonly TemplateDirective[], offset: number): number {
  let [low, high] = [0, directives.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((directives[middle]?.range.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
