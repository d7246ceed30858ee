import type { Severity } from "../checks/check.ts"
import { plural } from "../checks/wording.ts"
import { countRules } from "../features/group-summary.ts"
import { isPartial } from "../judging/judged-group.ts"
import { groupedBy } from "../values/grouped.ts"
import { codeFrame, linesOf } from "./code-frame.ts"
import { type Colours, makeColours } from "./colours.ts"
import { notReadText } from "./not-read-text.ts"
import { printable } from "./printable.ts"
import {
  isOpen,
  type RelatedPlace,
  type Report,
  type ReportedFile,
  type ReportedFinding,
  type Summary,
  summarise,
} from "./report.ts"

/**
 * The report for people, file by file: each finding with its line of the file, the places that belong to it below, and a line
 * for each group of which part cannot be known; then a summary. Nothing where there is no group at all, which is said on
 * standard error. What is suppressed or in the baseline is only counted.
 */
export function textOutput(report: Report, isColoured: boolean): string {
  const { files, gone } = report
  if (files.length === 0 && !gone) return ""
  const colours = makeColours(isColoured)
  const blocks = files.flatMap(file => [
    ...findingBlocks(file, colours),
    ...block(once(partialLines(file)).map(colours.faint)),
  ])
  const summary = [...byCode(files), colours.strong(summaryLine(report)), ...goneLines(gone ?? []).map(colours.faint)]
  return [...blocks, summary.join("\n")].map(each => `${each}\n`).join("\n")
}

function block(lines: readonly string[]): string[] {
  return lines.length > 0 ? [lines.join("\n")] : []
}

function findingBlocks({ shown, analysed, findings }: ReportedFile, colours: Colours): string[] {
  const open = findings.filter(isOpen)
  // Of standard input without groups the text is not kept.
  const { text } = analysed.source
  const lines = open.length > 0 && text !== "" ? linesOf(text) : []
  return open.map(finding =>
    [
      headLine(shown, finding, colours),
      ...frameLines(lines, finding, colours),
      ...finding.related.map(related => colours.faint(`    ${relatedLine(related)}`)),
    ].join("\n"),
  )
}

function headLine(shown: string, finding: ReportedFinding, colours: Colours): string {
  const { severity, message } = finding
  const place = position({ shown, ...finding })
  return `${place} ${colours.severity(severity, severity)}: ${printable(message)} ${colours.faint(subject(finding))}`
}

function frameLines(lines: readonly string[], { range, severity }: ReportedFinding, colours: Colours): string[] {
  const frame = codeFrame(lines, range)
  return frame ? [`  ${colours.faint(frame.source)}`, `  ${colours.severity(severity, frame.carets)}`] : []
}

function relatedLine(related: RelatedPlace): string {
  return `${position(related)} ${printable(related.message)}`
}

/**
 * `[shadowed-rule] (rule no-rdp of web-nsg)`: what to configure, and what to look for in a file of many groups. A rule that
 * the message begins with is not named again.
 */
function subject({ code, rule, group, message }: ReportedFinding): string {
  const ruleName = rule && !isPlaceholder(rule) && !message.startsWith(`"${rule}"`) ? `rule ${rule}` : ""
  const groupName = group && !isPlaceholder(group) ? group : ""
  const place = ruleName && groupName ? `${ruleName} of ${groupName}` : ruleName || (groupName && `in ${groupName}`)
  return place ? `[${code}] (${printable(place)})` : `[${code}]`
}

/** What readers call a thing without a name: "(no name)", "(unnamed group)". */
function isPlaceholder(name: string): boolean {
  return name === "" || name.startsWith("(")
}

function partialLines({ shown, analysed }: ReportedFile): string[] {
  return analysed.groups.filter(isPartial).map(judged => {
    const { name, incompleteReason, rules } = judged.group
    const open = rules.filter(({ possiblyAbsent }) => possiblyAbsent).length
    const count = countRules(judged)
    const rest =
      incompleteReason === undefined
        ? `, ${howMany(open, count)} only under a condition`
        : `, and more that are not known here: ${incompleteReason}`
    return printable(`${shown}: group "${name}": ${plural(count, "rule")}${rest}`)
  })
}

/** `deployed`, of one rule alone, else how many of them are. */
function howMany(some: number, all: number): string {
  if (all === 1) return "deployed"
  return `${some === all ? "all" : some} of them deployed`
}

/** Lines that are equal, as those of groups without a name are, once. */
function once(lines: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  return [...counts].map(([line, count]) => (count > 1 ? `${line} (${count} times)` : line))
}

/** `nsg.json:12:15:`, counted from one as editors and terminals do. */
function position({ shown, range: { start } }: Pick<RelatedPlace, "shown" | "range">): string {
  return `${printable(shown)}:${start.line + 1}:${start.character + 1}:`
}

/** How often each code was found, the most frequent first; of a single finding that has been said. */
function byCode(files: readonly ReportedFile[]): string[] {
  const open = files.flatMap(({ findings }) => findings.filter(isOpen))
  if (open.length < 2) return []
  const counts = [...groupedBy(open, ({ code }) => code)].map(([code, { length }]) => ({ code, length }))
  counts.sort((a, b) => b.length - a.length || (a.code < b.code ? -1 : 1))
  const widest = `${counts[0]?.length}`.length
  return counts.map(({ code, length }) => `${`${length}`.padStart(widest)}  ${code}`)
}

function summaryLine(report: Report): string {
  const summary = summarise(report)
  const { groups, rules } = summary
  const scope = `${plural(groups, "group")} with ${plural(rules, "rule")} (${plural(summary.files, "file")})`
  const left = leftOut(summary)
  const notRead = report.notRead.size === 0 ? "." : `; ${notReadText(report.notRead)}`
  return `${severities(summary)} in ${scope}${left}${notRead}`
}

function severities({ errors, warnings, information, hints }: Summary): string {
  const counts = [
    ...counted(errors, "error"),
    ...counted(warnings, "warning"),
    ...(information > 0 ? [`${information} information`] : []),
    ...counted(hints, "hint"),
  ]
  return counts.length > 0 ? counts.join(", ") : "No problems"
}

function leftOut({ suppressed, baselined }: Summary): string {
  return [
    ...(suppressed > 0 ? [`; ${suppressed} suppressed`] : []),
    ...(baselined > 0 ? [`; ${baselined} in the baseline`] : []),
  ].join("")
}

function goneLines(gone: NonNullable<Report["gone"]>): string[] {
  if (gone.length === 0) return []
  const some = gone.slice(0, mostGone)
  const more = gone.length - some.length
  return [
    `${gone.length} of the baseline ${gone.length === 1 ? "is" : "are"} gone; write it again to forget ${gone.length === 1 ? "it" : "them"}:`,
    ...some.map(({ path, code, message }) => printable(`  ${path}: ${message} [${code}]`)),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]
}

const mostGone = 10

function counted(count: number, severity: Severity): string[] {
  return count > 0 ? [plural(count, severity)] : []
}
