import type { Severity } from "../checks/check.ts"
import { plural } from "../checks/wording.ts"
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
export function* textOutput(report: Report, isColoured: boolean): Iterable<string> {
  const { files, gone } = report
  const [first] = files
  if (!first && !gone) return
  const colours = makeColours(isColoured)
  for (const file of files) {
    yield* findingBlocks(file, colours)
    const partial = once(partialLines(file)).map(colours.faint)
    if (partial.length > 0) yield block(partial)
  }
  const lines = [...byCode(files), colours.strong(summaryLine(report)), ...goneLines(gone ?? []).map(colours.faint)]
  yield `${lines.join("\n")}\n`
}

/** With an empty line behind it. */
function block(lines: readonly string[]): string {
  return `${lines.join("\n")}\n\n`
}

function* findingBlocks({ shown, findings }: ReportedFile, colours: Colours): Iterable<string> {
  for (const finding of findings) {
    if (!isOpen(finding)) continue
    yield block([
      headLine(shown, finding, colours),
      ...frameLines(finding, colours),
      ...finding.related.map(related => colours.faint(`    ${relatedLine(related)}`)),
    ])
  }
}

function headLine(shown: string, finding: ReportedFinding, colours: Colours): string {
  const { severity, message } = finding
  const place = position({ shown, ...finding })
  return `${place} ${colours.severity(severity, severity)}: ${printable(message)} ${colours.faint(subject(finding))}`
}

function frameLines({ frame, severity }: ReportedFinding, colours: Colours): string[] {
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

function partialLines({ shown, groups }: ReportedFile): string[] {
  return groups.flatMap(({ name, rules, partial }) => {
    if (!partial) return []
    const rest =
      partial.reason === undefined
        ? `, ${howMany(partial.conditional, rules)} only under a condition`
        : `, and more that are not known here: ${partial.reason}`
    return [printable(`${shown}: NSG "${name}": ${plural(rules, "rule")}${rest}`)]
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
function byCode(files: Iterable<ReportedFile>): string[] {
  const found = new Map<string, number>()
  for (const { findings } of files) {
    for (const finding of findings) {
      if (isOpen(finding)) found.set(finding.code, (found.get(finding.code) ?? 0) + 1)
    }
  }
  const counts = [...found].toSorted(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
  const [most = 0, ...others] = counts.map(([, count]) => count)
  if (most < 2 && others.length === 0) return []
  return counts.map(([code, count]) => `${`${count}`.padStart(`${most}`.length)}  ${code}`)
}

function summaryLine(report: Report): string {
  const summary = summarise(report)
  const { groups, rules } = summary
  const scope = `${plural(groups, "NSG")} with ${plural(rules, "rule")} (${plural(summary.files, "file")})`
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
    `${plural(gone.length, "finding")} of the baseline ${gone.length === 1 ? "is" : "are"} gone. Write the baseline again to drop ${gone.length === 1 ? "it" : "them"}:`,
    ...some.map(({ path, code, message }) => printable(`  ${path}: ${message} [${code}]`)),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]
}

const mostGone = 10

function counted(count: number, severity: Severity): string[] {
  return count > 0 ? [plural(count, severity)] : []
}
