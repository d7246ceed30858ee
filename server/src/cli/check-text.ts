import type { Finding, Severity } from "../checks/check.ts"
import { countRules } from "../features/group-summary.ts"
import { isPartial } from "../judging/judged-group.ts"
import { type CheckedFile, summarise } from "./checked-file.ts"
import type { Colours } from "./colours.ts"
import { notReadText } from "./not-read-text.ts"

/**
 * The report for people: a line for each finding, the places that belong to it below, a line for each group of which part
 * cannot be known, and a summary; nothing where there is no group at all, which is said on standard error.
 */
export function checkText(
  files: readonly CheckedFile[],
  notRead: ReadonlyMap<string, number>,
  colours: Colours,
): string {
  if (files.length === 0) return ""
  const lines = [
    ...files.flatMap(file => findingLines(file, colours)),
    ...files.flatMap(file => once(partialLines(file)).map(colours.faint)),
  ]
  return [...lines, ...(lines.length > 0 ? [""] : []), colours.strong(summaryLine(files, notRead)), ""].join("\n")
}

function findingLines(file: CheckedFile, colours: Colours): string[] {
  return file.analysed.findings.flatMap(finding => [
    `${position(file.locate(finding))} ${colours.severity(finding.severity, finding.severity)}: ${finding.message} ${colours.faint(subject(finding))}`,
    ...finding.related.map(({ message, ...place }) => colours.faint(`    ${position(file.locate(place))} ${message}`)),
  ])
}

/**
 * `[shadowed-rule] (rule no-rdp of web-nsg)`: what to configure, and what to look for in a file of many groups. A rule that
 * the message begins with is not named again.
 */
function subject({ code, rule, group, message }: Finding): string {
  const ruleName = rule && !isPlaceholder(rule.name) && !message.startsWith(`"${rule.name}"`) ? `rule ${rule.name}` : ""
  const groupName = group && !isPlaceholder(group.name) ? group.name : ""
  const place = ruleName && groupName ? `${ruleName} of ${groupName}` : ruleName || (groupName && `in ${groupName}`)
  return place ? `[${code}] (${place})` : `[${code}]`
}

/** What readers call a thing without a name: "(no name)", "(unnamed group)". */
function isPlaceholder(name: string): boolean {
  return name === "" || name.startsWith("(")
}

function partialLines({ shown, analysed }: CheckedFile): string[] {
  return analysed.groups.filter(isPartial).map(judged => {
    const { name, incompleteReason, rules } = judged.group
    const open = rules.filter(({ possiblyAbsent }) => possiblyAbsent).length
    const count = countRules(judged)
    const rest =
      incompleteReason === undefined
        ? `, ${howMany(open, count)} only under a condition`
        : `, and more that are not known here: ${incompleteReason}`
    return `${shown}: group "${name}": ${plural(count, "rule")}${rest}`
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
function position({ shown, range: { start } }: ReturnType<CheckedFile["locate"]>): string {
  return `${shown}:${start.line + 1}:${start.character + 1}:`
}

/** Whether any file defines a group, or has rules of one. */
export function holdGroups(files: readonly CheckedFile[]): boolean {
  return files.some(({ analysed }) => analysed.groups.length + analysed.joinedGroups.length > 0)
}

function summaryLine(files: readonly CheckedFile[], notRead: ReadonlyMap<string, number>): string {
  const summary = summarise(files)
  const { errors, warnings, information, hints, groups, rules } = summary
  const counts = [
    ...counted(errors, "error"),
    ...counted(warnings, "warning"),
    ...(information > 0 ? [`${information} information`] : []),
    ...counted(hints, "hint"),
  ]
  const found = counts.length > 0 ? counts.join(", ") : "No problems"
  const scope = `${plural(groups, "group")} with ${plural(rules, "rule")} (${plural(summary.files, "file")})`
  return `${found} in ${scope}${notRead.size === 0 ? "." : `; ${notReadText(notRead)}`}`
}

function counted(count: number, severity: Severity): string[] {
  return count > 0 ? [plural(count, severity)] : []
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`
}
