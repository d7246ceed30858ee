import * as l10n from "@vscode/l10n"
import { boxText, platformNote, rulesText, statusText } from "./difference-text.ts"
import type { ComparedGroup, TrafficChange } from "./group-difference.ts"

/** For a comment on a pull request: a table for each group that is not equal. */
export function differenceMarkdown(groups: readonly ComparedGroup[]): string {
  const told = groups.filter(({ status }) => status !== "equal")
  const equal = groups.length - told.length
  const sections = told.map(group => [`### ${code(group.name)}: ${statusText(group)}`, ...table(group), ""].join("\n"))
  const rest =
    equal === 0
      ? []
      : [
          equal === 1
            ? l10n.t`1 NSG is equal: no traffic changes.`
            : l10n.t`${equal} NSGs are equal: no traffic changes.`,
        ]
  return [`## ${l10n.t`Effective NSG traffic`}`, "", ...sections, ...rest, "", `<sub>${platformNote()}</sub>`, ""].join(
    "\n",
  )
}

function table({ newlyAllowed, newlyDenied, uncertain }: ComparedGroup): readonly string[] {
  const rows = [
    ...newlyAllowed.map(change => row(`🟢 ${l10n.t`newly allowed`}`, change)),
    ...newlyDenied.map(change => row(`🔴 ${l10n.t`newly denied`}`, change)),
    ...uncertain.map(change => row(`⚪ ${l10n.t`may change`}`, change)),
  ]
  if (rows.length === 0) return []
  const heading = `| | ${l10n.t`Traffic`} | ${l10n.t`For example`} | ${l10n.t`Before`} | ${l10n.t`Now`} |`
  return ["", heading, "|---|---|---|---|---|", ...rows]
}

function row(kind: string, change: TrafficChange): string {
  const cells = [
    code(boxText(change)),
    code(change.witness),
    code(rulesText(change.before)),
    code(rulesText(change.after)),
  ]
  return `| ${kind} | ${cells.map(cell => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`
}

function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`"
  return `${fence}${text}${fence}`
}
