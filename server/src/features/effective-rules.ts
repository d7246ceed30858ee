import * as l10n from "@vscode/l10n"
import { describeClash, priorityClashes } from "../checks/priority-clashes.ts"
import { capitalised } from "../checks/wording.ts"
import { inEvaluationOrder, withoutDirection } from "../judging/evaluation-order.ts"
import { type GroupRule, isLocated } from "../judging/group-rule.ts"
import { deadRules, type JudgedGroup, type RuledGroup } from "../judging/judged-group.ts"
import { type LocatedGroup, type RuleProperty, ruleProperties } from "../readers/reader.ts"
import { describeKeptRules } from "./kept-rules-text.ts"
import { describeLeftOut, groupPresence, presenceNote } from "./presence-text.ts"
import {
  legendFor,
  markedCells,
  openProperties,
  prefixedName,
  shortCell,
  shortList,
  writtenRule,
} from "./rule-cells.ts"
import { describeListedTags } from "./tag-data-text.ts"
import { expandedSides, tagMapOf } from "./tag-expansion.ts"
import { alignColumns } from "./text-table.ts"
import { type GroupIdentity, groupIdentity } from "./verification.ts"

/** The answer of `nsg effective --format json` and of the command `nsg.effectiveRules`. */
export interface EffectiveRules {
  readonly version: 1
  readonly value: readonly EffectiveGroup[]
}

export interface EffectiveGroup {
  readonly networkSecurityGroup: GroupIdentity
  /** In evaluation order, inbound before outbound, then those whose direction cannot be known. */
  readonly effectiveSecurityRules: readonly EffectiveRule[]
  /** The prefixes of the service tags in the rules, as far as the tag data lists them; absent without. */
  readonly tagMap?: Readonly<Record<string, readonly string[]>>
  /** Stated where the document makes the group only with other values for its parameters than their defaults. */
  readonly deployedByDefault?: false
  /** The condition that decides whether the document makes the group, where that is not settled. */
  readonly condition?: string
}

/** A rule's values as written, under Azure's property names; `name` carries Azure's prefix (`securityRules/x`). */
export interface EffectiveRule extends Readonly<Partial<Record<RuleProperty, string | number | readonly string[]>>> {
  readonly name: string
  /** A side that names service tags, with their prefixes in place of them; absent where those of one are not known. */
  readonly expandedSourceAddressPrefix?: readonly string[]
  readonly expandedDestinationAddressPrefix?: readonly string[]
  /** Properties whose value does not count as written: an expression that cannot be known here, or what Azure refuses. */
  readonly unknown?: readonly RuleProperty[]
  /** Stated where the document makes the rule only with other values for its parameters than their defaults. */
  readonly deployedByDefault?: false
  /** The condition that decides whether the rule is there, where that is not settled. */
  readonly condition?: string
}

export function effectiveRules(groups: readonly JudgedGroup[]): EffectiveRules {
  return {
    version: 1,
    value: groups.map(judged => ({
      networkSecurityGroup: groupIdentity(judged.group),
      ...presenceOf(judged.group),
      effectiveSecurityRules: effectiveSecurityRules(judged),
      ...tagMapOf(judged),
    })),
  }
}

function effectiveSecurityRules(judged: JudgedGroup): readonly EffectiveRule[] {
  const clashing = clashingRules(judged)
  return sections(judged).flatMap(({ rules }) => rules.map(rule => effectiveRule(judged, rule, clashing.has(rule))))
}

function presenceOf({ absentByDefault, condition }: Pick<LocatedGroup, "absentByDefault" | "condition">) {
  return {
    ...(absentByDefault && ({ deployedByDefault: false } as const)),
    ...(condition !== undefined && { condition }),
  }
}

/** The same as aligned tables for people, one for each direction, of long lists their beginning; `names` tells groups of one name apart. */
export function effectiveRulesText(
  groups: readonly JudgedGroup[],
  names: ReadonlyMap<JudgedGroup, string> = new Map(),
): string {
  return `${groups.map(judged => groupText(judged, names.get(judged) ?? judged.group.name)).join("\n\n")}\n`
}

/** The rules of a group in the order in which they are shown, under headings. */
export function sections(judged: RuledGroup): { readonly title: string; readonly rules: readonly GroupRule[] }[] {
  return [
    { title: "Inbound", rules: inEvaluationOrder(judged, "Inbound") },
    { title: "Outbound", rules: inEvaluationOrder(judged, "Outbound") },
    { title: l10n.t`Direction not known`, rules: withoutDirection(judged) },
  ].filter(({ rules }) => rules.length > 0)
}

/** That a group is not wholly known; undefined where it is. */
function incompleteNote(judged: JudgedGroup): string | undefined {
  const { incompleteReason } = judged.group
  if (incompleteReason === undefined) return describeKeptRules(judged)[0]
  return l10n.t`Some rules are not known here: ${incompleteReason}.`
}

/** What is to be said below the tables of a group: how to read them, and what is missing in them. */
export function notesBelow(judged: JudgedGroup): readonly string[] {
  const shown = sections(judged).flatMap(({ rules }) => rules)
  const clashes = priorityClashes(judged.group.rules)
  const legend = legendFor(shown, clashes.length > 0)
  const leftOut = describeLeftOut(judged.group)
  return [legend, ...clashes.map(describeClash), ...leftOut, incompleteNote(judged), modelNote(judged)].filter(
    note => note !== undefined,
  )
}

/** What a group applies to that is not one of Resource Manager. */
function modelNote({ group }: RuledGroup): string | undefined {
  return (
    group.model &&
    l10n.t`Classic deployment model: it applies to the VM, cloud service or subnet that it is attached to.`
  )
}

/** The rules whose priority an earlier one has: Azure refuses them. */
export function clashingRules({ group }: RuledGroup): ReadonlySet<GroupRule> {
  return new Set(priorityClashes(group.rules).map(({ rule }) => rule))
}

function effectiveRule(judged: JudgedGroup, rule: GroupRule, isClashing: boolean): EffectiveRule {
  const { values } = writtenRule(rule)
  const open = new Set([...openProperties(rule), ...(isClashing ? ["priority"] : [])])
  const unknown = ruleProperties.filter(property => open.has(property))
  const ordered = ruleProperties.flatMap(property =>
    values[property] === undefined ? [] : [[property, values[property]]],
  )
  return {
    ...Object.fromEntries(ordered),
    name: prefixedName(judged, rule),
    ...expandedSides(judged, rule),
    ...(unknown.length > 0 && { unknown }),
    ...(isLocated(rule) && presenceOf(rule)),
  }
}

function groupText(judged: JudgedGroup, name: string): string {
  const tables = ruleTables(judged, deadRules(judged))
  const presence = groupPresence(judged.group)
  const title = presence === undefined ? name : `${name}\n${capitalised(presence)}`
  return [title, ...tables, ...notesBelow(judged), ...describeListedTags(judged)].join("\n\n")
}

/** A table for each direction, in evaluation order. */
export function ruleTables(ruled: RuledGroup, dead: ReadonlySet<GroupRule> = new Set()): readonly string[] {
  const clashing = clashingRules(ruled)
  return sections(ruled).map(({ title, rules }) => {
    const rows = rules.map(rule => tableRow(rule, dead.has(rule), clashing.has(rule)))
    return `${title}\n${alignColumns([heading, ...rows]).join("\n")}`
  })
}

const heading = ["  Priority", "Rule", "Access", "Protocol", "Source", "Ports", "Destination", "Ports"]

function tableRow(rule: GroupRule, isDead: boolean, isClashing: boolean): string[] {
  const { priority, name, access, protocol, source, sourcePorts, destination, destinationPorts } = markedCells(rule)
  const lists = [source, sourcePorts, destination, destinationPorts].map(texts => shortList(texts.map(shortCell), 3))
  const notes = [...(isDead ? [l10n.t`never matches`] : []), ...[presenceNote(rule) ?? []].flat()]
  return [
    `  ${shortCell(priority)}${isClashing ? "?" : ""}`,
    ...[name, access, protocol].map(shortCell),
    ...lists,
    ...(notes.length > 0 ? [notes.join(", ")] : []),
  ]
}
