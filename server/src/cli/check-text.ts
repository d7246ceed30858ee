import type { Severity } from "../checks/check.ts"
import { isPartial } from "../checks/judged-group.ts"
import { listWords } from "../checks/wording.ts"
import { countRules } from "../features/group-summary.ts"
import { type CheckedFile, type Summary, summarise } from "./checked-file.ts"
import type { Colours } from "./colours.ts"

/**
 * The report for people: a line for each finding, the places that belong to it below, a line for each group of which part
 * cannot be known, and a summary.
 */
export function checkText(files: readonly CheckedFile[], colours: Colours): string {
  const lines = [
    ...files.flatMap(file => findingLines(file, colours)),
    ...files.flatMap(file => once(partialLines(file)).map(colours.faint)),
  ]
  return [...lines, ...(lines.length > 0 ? [""] : []), colours.strong(summaryLine(summarise(files))), ""].join("\n")
}

function findingLines(file: CheckedFile, colours: Colours): string[] {
  return file.analysed.findings.flatMap(({ severity, message, code, range, related }) => [
    `${position(file.locate({ range }))} ${colours.severity(severity, severity)}: ${message} ${colours.faint(`[${code}]`)}`,
    ...related.map(({ message, ...place }) => colours.faint(`    ${position(file.locate(place))} ${message}`)),
  ])
}

function partialLines({ path, analysed }: CheckedFile): string[] {
  return analysed.groups.filter(isPartial).map(judged => {
    const { name, complete, incompleteReason, rules } = judged.group
    const open = rules.filter(({ possiblyAbsent }) => possiblyAbsent).length
    const reason = incompleteReason === undefined ? "" : `: ${incompleteReason}`
    const rest = complete ? `, of which ${open} may be absent` : ` and rules that cannot be known here${reason}`
    return `${path}: group "${name}" has ${plural(countRules(judged), "rule")}${rest}`
  })
}

/** Lines that are equal, as those of groups without a name are, once. */
function once(lines: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  return [...counts].map(([line, count]) => (count > 1 ? `${line} (${count} times)` : line))
}

/** `nsg.json:12:15:`, counted from one as editors and terminals do. */
function position({ path, range: { start } }: ReturnType<CheckedFile["locate"]>): string {
  return `${path}:${start.line + 1}:${start.character + 1}:`
}

function summaryLine(summary: Summary): string {
  const { errors, warnings, information, hints, files, groups, rules } = summary
  const counts = [
    ...counted(errors, "error"),
    ...counted(warnings, "warning"),
    ...(information > 0 ? [`${information} information`] : []),
    ...counted(hints, "hint"),
  ]
  const found = counts.length > 0 ? counts.join(", ") : "Nothing found"
  const scope = listWords([plural(groups, "group"), plural(rules, "rule")])
  return `${found} in ${plural(files, "file")} with ${scope}.`
}

function counted(count: number, severity: Severity): string[] {
  return count > 0 ? [plural(count, severity)] : []
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`
}
