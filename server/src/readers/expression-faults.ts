import type { Evaluation } from "../expressions/evaluation.ts"
import { templateFunctions } from "../expressions/functions/index.ts"
import { isUnclosed, isUnopened, namesUsed, type UsedName } from "../expressions/names-used.ts"
import { isExpression } from "../expressions/parse.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import type { Node, Range, ScalarNode } from "../syntax/node.ts"
import { similarName } from "../values/similar-name.ts"
import { declares, isDeclared, type NamingText, namesLike, type TemplateNames, writtenFor } from "./arm-names.ts"
import { holdsPlaceholder } from "./expression-text.ts"
import type { ExpressionFault } from "./reader.ts"

/** The search for faults in the expressions of one document. */
export interface FaultSearch {
  readonly document: SyntaxDocument
  readonly evaluation: Evaluation
  readonly found: ExpressionFault[]
  /** What was searched already: variables are named again and again. */
  readonly searched: Set<Node>
  /** What only branches of an `if` name: it is searched after all that is surely evaluated. */
  readonly branches: NamingText[]
  /** Whether that is what is being searched. */
  readonly isBranch: boolean
}

/** Searches a text, and whatever its expressions name in turn: each once. */
export function searchFaults({ node, names }: NamingText, search: FaultSearch): void {
  if (isPlainText(node) || search.searched.has(node)) return
  search.searched.add(node)
  if (search.evaluation.passes(node)) return
  search.evaluation.nested(
    () => searchParts(node, names, search),
    () => undefined,
  )
}

/** Most values are; a rule has dozens. */
function isPlainText(node: Node): boolean {
  if (node.kind !== "scalar") return false
  return !(typeof node.value === "string" && (node.value.startsWith("[") || node.value.endsWith("]")))
}

function searchParts(node: Node, names: TemplateNames, search: FaultSearch): void {
  if (node.kind === "list") for (const item of node.items) searchFaults({ node: item, names }, search)
  if (node.kind === "map") {
    for (const { key, keyRange, value } of node.entries) {
      if (key.startsWith("[")) searchText({ kind: "scalar", value: key, range: keyRange }, names, search)
      searchFaults({ node: value, names }, search)
    }
  }
  if (node.kind === "scalar") searchText(node, names, search)
}

function searchText(node: ScalarNode, names: TemplateNames, search: FaultSearch): void {
  const { value: text, range, unclosed } = node
  if (typeof text !== "string" || unclosed || holdsPlaceholder(text)) return
  if (isUnopened(text)) search.found.push({ kind: "unopened", text, range })
  if (isUnclosed(text)) search.found.push({ kind: "unclosed", text, range })
  if (!isExpression(text)) return
  const { expression, error } = search.evaluation.parse(text)
  if (error) {
    if (!error.isBound) search.found.push({ kind: "syntax", text: error.message, range })
    return
  }
  for (const used of namesUsed(expression)) {
    const written = writtenFor(used, names)
    if (written && used.isBranch && !search.isBranch) search.branches.push(written)
    else if (written) searchFaults(written, search)
    else if (!isDeclared(used, names) && !mayBeLost(used, search))
      search.found.push(faultOf(used, { node, names }, search))
  }
}

/** What declares a name may stand behind the place where a document breaks off, or be brought in by a template engine. */
function mayBeLost({ kind, name }: UsedName, { document: { problems, directives = [] } }: FaultSearch): boolean {
  const isArmsOwn = kind === "function" && !name.includes(".")
  return !isArmsOwn && (directives.length > 0 || problems.some(({ reason }) => reason === "syntax"))
}

function faultOf(used: UsedName, { node, names }: NamingText, search: FaultSearch): ExpressionFault {
  const { document } = search
  const { kind, name, range } = used
  // With escapes in the JSON, places in the expression are not places in the document.
  const isPlain = node.kind === "scalar" && document.text.slice(node.range.start, node.range.end) === node.value
  const { start } = node.range
  const place: Range = isPlain ? { start: start + range.start, end: start + range.end } : node.range
  const isUnseen = names.unseen !== undefined && declares(used, names.unseen)
  const isShort = name.length < shortestGuess
  const instead = isUnseen || isShort ? undefined : similarName(name, candidates(used, names))
  const isBranch = used.isBranch ?? search.isBranch
  return {
    ...{ kind, text: name, range: place },
    ...(instead !== undefined && { instead }),
    ...(isUnseen && { isUnseen }),
    ...(isBranch && { isBranch }),
  }
}

/** Of a shorter name nobody can say which one was meant. */
const shortestGuess = 4

function candidates(used: UsedName, names: TemplateNames): readonly string[] {
  const own = namesLike(used, names)
  return used.kind === "function" ? [...own, ...[...templateFunctions.values()].map(({ name }) => name)] : own
}

export function faultSearch(document: SyntaxDocument, evaluation: Evaluation): FaultSearch {
  return { document, evaluation, found: [], searched: new Set(), branches: [], isBranch: false }
}

/** Ends a search: all that it found, with what only branches lead to. */
export function faultsFound(search: FaultSearch): readonly ExpressionFault[] {
  for (const naming of search.branches) searchFaults(naming, { ...search, isBranch: true })
  return search.found
}
