import type { Severity } from "../checks/check.ts"
import { listWords } from "../checks/wording.ts"
import { type CheckedFile, type Summary, summarise } from "./checked-file.ts"
import type { Colours } from "./colours.ts"

/** The report for people: a line for each finding, the places that belong to it below, and a summary. */
export function checkText(files: readonly CheckedFile[], colours: Colours): string {
  const lines = files.flatMap(file => findingLines(file, colours))
  return [...lines, ...(lines.length > 0 ? [""] : []), colours.strong(summaryLine(summarise(files))), ""].join("\n")
}

function findingLines(file: CheckedFile, colours: Colours): string[] {
  return file.analysed.findings.flatMap(({ severity, message, code, range, related }) => [
    `${position(file.locate({ range }))} ${colours.severity(severity, severity)}: ${message} ${colours.faint(`[${code}]`)}`,
    ...related.map(({ message, ...place }) => colours.faint(`    ${position(file.locate(place))} ${message}`)),
  ])
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
