import * as l10n from "@vscode/l10n"
import type { RuleView } from "../../server/src/protocol.ts"
import { type Column, columns } from "./columns.ts"
import type { TableLook } from "./messages.ts"

interface RuleColumn {
  readonly column: Column
  readonly text: (rule: RuleView) => string
}

const list = (texts: readonly string[]) => texts.join(", ") || "–"

export const ruleColumns: readonly RuleColumn[] = [
  { column: columns.priority, text: ({ priority }) => priority },
  { column: columns.rule, text: ({ name }) => name },
  { column: columns.access, text: ({ access }) => access },
  { column: columns.protocol, text: ({ protocol }) => protocol },
  { column: columns.source, text: ({ source }) => list(source) },
  { column: columns.sourcePorts, text: ({ sourcePorts }) => list(sourcePorts) },
  { column: columns.destination, text: ({ destination }) => list(destination) },
  { column: columns.destinationPorts, text: ({ destinationPorts }) => list(destinationPorts) },
]

const priorityColumn = 0

/** The rules that are looked at, in the order that was chosen, else in evaluation order. */
export function lookedAt(rules: readonly RuleView[], { filter, hasDefaults, sort }: TableLook): readonly RuleView[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  const shown = rules.filter(rule => (hasDefaults || !rule.isDefault) && holdsAll(rule, words))
  if (!sort) return shown
  const sign = sort.descending ? -1 : 1
  return shown.toSorted((a, b) => sign * compare(a, b, sort.column))
}

function holdsAll(rule: RuleView, words: readonly string[]): boolean {
  const texts = [
    ...ruleColumns.map(({ text }) => text(rule)),
    rule.dead ? l10n.t`never matches ${rule.dead}` : "",
    rule.note,
  ]
  const all = texts.join(" ").toLowerCase()
  return words.every(word => all.includes(word))
}

/** A priority that is not known may come first, as it stands in evaluation order. */
function compare(a: RuleView, b: RuleView, column: number): number {
  if (column === priorityColumn) return (a.rank ?? 0) - (b.rank ?? 0)
  const text = ruleColumns[column]?.text
  return text ? text(a).localeCompare(text(b), l10n.t`en-US`, { numeric: true }) : 0
}
