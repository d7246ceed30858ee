import type { Severity } from "../checks/check.ts"
import { plural } from "../checks/wording.ts"
import { isOpen, type Report, type ReportedFinding, summarise } from "./report.ts"

/** Workflow commands of GitHub Actions, which show findings as annotations at their lines; last what was checked. */
export function* githubOutput(report: Report): Iterable<string> {
  for (const { path, findings } of report.files) {
    for (const finding of findings) if (isOpen(finding)) yield `${annotation(path, finding)}\n`
  }
  for (const { path, problem } of report.unreadable) {
    yield `::error file=${escapeProperty(path)}::${escapeData(`${path} ${problem}`)}\n`
  }
  const { errors, warnings, information, hints, suppressed, baselined, groups, files } = summarise(report)
  const counts = `${plural(errors, "error")}, ${plural(warnings, "warning")}, ${information} information, ${plural(hints, "hint")}`
  const left = `${suppressed} suppressed, ${baselined} in the baseline`
  const gone = report.gone && report.gone.length > 0 ? `, ${report.gone.length} of the baseline gone` : ""
  yield `nsg: ${counts}; ${left}${gone}; ${plural(groups, "NSG")} in ${plural(files, "file")}\n`
}

function annotation(path: string, { code, severity, message, range, rule, group }: ReportedFinding): string {
  const { start, end } = range
  const properties = {
    file: path,
    line: start.line + 1,
    endLine: end.line + 1,
    // GitHub takes columns of a single line alone.
    ...(start.line === end.line && { col: start.character + 1, endColumn: end.character + 1 }),
    title: [code, ...(rule ? [rule] : []), ...(group ? [group] : [])].join(" · "),
  }
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(`${value}`)}`)
  return `::${commands[severity]} ${written.join(",")}::${escapeData(message)}`
}

const commands: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "notice",
  hint: "notice",
}

/** As GitHub's own toolkit does it. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A")
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C")
}
