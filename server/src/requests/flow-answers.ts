import type { TextLines } from "../analysis/text-lines.ts"
import { decidingRule, rulePlacer } from "../features/deciding-rule.ts"
import { lspRange, readableLines } from "../features/lsp-range.ts"
import { claimedGroups } from "../flows/claimed-groups.ts"
import type { Expectation } from "../flows/expectation.ts"
import { counterexampleOf, expectationText } from "../flows/expectation-text.ts"
import type { FlowLine } from "../flows/flow-file.ts"
import { namedFiles } from "../flows/named-files.ts"
import { type CoveredRule, coverageOf } from "../flows/rule-coverage.ts"
import type { ClaimItem, ClaimResult, CoveredFile } from "../protocol.ts"
import { groupedBy } from "../values/grouped.ts"
import type { FlowDocuments, ReadFlows } from "../workspace/flow-documents.ts"

/** The lines that claim something, as they stand: nothing is judged. */
export async function claimItems(flows: FlowDocuments, uri: string): Promise<readonly ClaimItem[]> {
  const text = await flows.parsed(uri)
  return text ? itemsOf(text).map(({ item }) => item) : []
}

/** What became of each of them; of a `use` that stands for nothing the lines below it tell. */
export async function claimResults(flows: FlowDocuments, uri: string): Promise<readonly ClaimResult[]> {
  const proven = await flows.proven(uri)
  if (!proven) return []
  const expectations = new Map(proven.expectations.map(one => [one.line, one]))
  const place = rulePlacer()
  return itemsOf(proven).flatMap(({ item, line }) => {
    const expectation = expectations.get(line)
    if (!expectation) return []
    const location = decidingRule(expectation, place)?.location
    const { status } = expectation
    const message = expectationText(expectation)
    return { ...item, status, message, ...comparison(expectation), ...(location && { location }) }
  })
}

function itemsOf({ document, file: { lines } }: Pick<ReadFlows, "document" | "file">) {
  const met = new Map<string, number>()
  let use = ""
  return lines.flatMap((line): { item: ClaimItem; line: FlowLine }[] => {
    if (line.kind === "use") use = squeezed(line)
    if (line.kind === "use") return []
    const label = squeezed(line)
    const key = JSON.stringify([use, label])
    const count = (met.get(key) ?? 0) + 1
    met.set(key, count)
    return [{ item: { id: `${key}${count}`, label, range: lspRange(document, line.range) }, line }]
  })
}

function squeezed({ text }: FlowLine): string {
  return text.replace(/\s+/g, " ")
}

/** What is claimed of the packet of the message, and what becomes of it: words, which VS Code sets against each other in the line. */
function comparison(expectation: Expectation): Pick<ClaimResult, "expected" | "actual"> {
  if (expectation.status !== "fails" || counterexampleOf(expectation) === null) return {}
  const { access } = expectation.line
  return { expected: access, actual: access === "Allow" ? "Deny" : "Allow" }
}

/** The rules of all groups that the claims of these files are about, by document. */
export async function claimCoverage(flows: FlowDocuments, uris: readonly string[]): Promise<readonly CoveredFile[]> {
  const proven = (await Promise.all(uris.map(uri => flows.proven(uri)))).filter(one => one !== undefined)
  const expectations = proven.flatMap(one => one.expectations)
  const covered = coverageOf(claimedGroups(proven), expectations)
  const lines = new Map(proven.flatMap(linesOf))
  const byDocument = groupedBy(covered, ({ group, rule }) => rule.document ?? group.document)
  return [...byDocument].flatMap(([uri, rules]) => {
    const known = lines.get(uri)
    const readable = known && readableLines(known)
    return readable ? { uri, rules: rules.map(one => coveredRule(one, readable)) } : []
  })
}

/** Of all documents that a file is about. */
function linesOf({ file, worldOf }: ReadFlows): (readonly [uri: string, lines: TextLines])[] {
  return [...namedFiles(file)].flatMap(name => {
    const world = worldOf(name)
    return "problem" in world ? [] : [...world.lines]
  })
}

function coveredRule(
  { group, rule, claims }: CoveredRule,
  lines: Parameters<typeof lspRange>[0],
): CoveredFile["rules"][number] {
  return { name: `${group.ruled.group.name}/${rule.name}`, range: lspRange(lines, rule.at.self), claims }
}
