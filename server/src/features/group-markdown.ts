import * as l10n from "@vscode/l10n"
import { capitalised } from "../checks/wording.ts"
import type { GroupRule } from "../judging/group-rule.ts"
import { deadRules, type JudgedGroup } from "../judging/judged-group.ts"
import { notesBelow, sections } from "./effective-rules.ts"
import { summariseGroup } from "./group-summary.ts"
import { escapeMarkdown } from "./markdown.ts"
import { groupPresence, presenceNote } from "./presence-text.ts"
import { markedCells, shortList } from "./rule-cells.ts"

/** More rules than these of one direction are left to the document that shows all of them. */
const mostRows = 100

/** The effective rules as tables in evaluation order, custom and default; dead rules are struck through. */
export function groupMarkdown(judged: JudgedGroup): string {
  const dead = deadRules(judged)
  const presence = groupPresence(judged.group)
  return [
    `**${escapeMarkdown(judged.group.name)}** · ${summariseGroup(judged)}`,
    ...(presence === undefined ? [] : [escapeMarkdown(capitalised(presence))]),
    ...sections(judged).map(({ title, rules }) => `**${title}**\n\n${table(rules, dead)}`),
    ...notesBelow(judged).map(escapeMarkdown),
  ].join("\n\n")
}

function table(rules: readonly GroupRule[], dead: ReadonlySet<GroupRule>): string {
  const shown = rules.slice(0, mostRows)
  const more = rules.length - shown.length
  return [
    "| Priority | Rule | Access | Protocol | Source | Ports | Destination | Ports |",
    "|--:|:--|:--|:--|:--|:--|:--|:--|",
    ...shown.map(rule => row(rule, dead.has(rule))),
    ...(more > 0 ? [l10n.t`\n${more} more: *NSG: Show Effective Rules* shows all.`] : []),
  ].join("\n")
}

function row(rule: GroupRule, isDead: boolean): string {
  const { priority, name, access, protocol, ...lists } = markedCells(rule)
  const cells = [
    ...[priority, name, access, protocol],
    ...[lists.source, lists.sourcePorts, lists.destination, lists.destinationPorts].map(texts => shortList(texts, 3)),
  ]
  const strike = isDead ? "~~" : ""
  const [first = "", named = "", ...others] = cells.map(cell => `${strike}${escapeMarkdown(cell)}${strike}`)
  const note = presenceNote(rule)
  const marked = note === undefined ? named : `${named} (${escapeMarkdown(note)})`
  return `| ${[first, marked, ...others].join(" | ")} |`
}
