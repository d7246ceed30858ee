import * as l10n from "@vscode/l10n"
import type { SyntaxProblem } from "./document.ts"
import { lineStart } from "./lines.ts"
import type { YamlStream } from "./yaml-recovery.ts"

/**
 * Reads a YAML text of which lines are indented by tabs. That is one fault, however many such lines there are. The rest is
 * read with a space for each tab, or without these lines, where one of the two makes sense.
 */
export function readTabbed(text: string, read: (text: string) => YamlStream, recover: () => YamlStream): YamlStream {
  if (!tabIndent.test(text)) return recover()
  const first = read(text)
  const at = tabFault(first, text)
  if (at === undefined) return recover()
  const readings = [
    text.replace(tabIndents, indent => " ".repeat(indent.length)),
    text.replace(tabLines, line => " ".repeat(line.length)),
  ].map(read)
  const sound = readings.find(({ problems, deepAt }) => deepAt === undefined && !problems.some(isFault))
  const { roots, problems } = sound ?? recover()
  const faults = first.problems.filter(
    problem => isFault(problem) && problem.range.start < at.start && !reachesTo(at.start, problem, text),
  )
  const others = [...faults, { reason: "syntax", detail: tabsText(), range: at } as const, ...problems.filter(isOther)]
  return { roots, problems: others.sort((a, b) => a.range.start - b.range.start) }
}

/** What is said of tabs as indentation. */
const tabsText = () => l10n.t`YAML does not allow tabs as indentation: use spaces`

const tabIndent = /^ *\t[ \t]*[^\s#]|^ *-\t/m
const tabLines = /^ *\t.*$/gm
const tabIndents = /^ *\t[ \t]*|(?<=^ *-)\t+/gm

/** Whether nothing is written between a fault and the tabs: then it is what the parser makes of these. */
function reachesTo(tabs: number, { range }: SyntaxProblem, text: string): boolean {
  return text
    .slice(range.start, tabs)
    .split("\n")
    .every(line => /^\s*(#|$)/.test(line))
}

function isFault({ reason, local }: SyntaxProblem): boolean {
  return reason === "syntax" && !local
}

function isOther(problem: SyntaxProblem): boolean {
  return !isFault(problem)
}

/** The indentation at fault: of the first of the lines above it that begin with tabs as well. */
function tabFault({ problems }: YamlStream, text: string): SyntaxProblem["range"] | undefined {
  for (const { detail, range } of problems.filter(isFault)) {
    let start = lineStart(text, range.start)
    if (!/^Tabs are/.test(detail) && !indentOf(text, start).includes("\t")) continue
    while (start > 0 && indentOf(text, lineStart(text, start - 1)).includes("\t")) start = lineStart(text, start - 1)
    const indent = indentOf(text, start)
    return indent.includes("\t") ? { start, end: start + indent.length } : range
  }
  return undefined
}

function indentOf(text: string, start: number): string {
  const indent = /[ \t]*/y
  indent.lastIndex = start
  return indent.exec(text)?.[0] ?? ""
}
