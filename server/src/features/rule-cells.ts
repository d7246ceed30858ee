import * as l10n from "@vscode/l10n"
import type { DefaultRule } from "../azure/default-rules.ts"
import { type Conjunction, listWords } from "../checks/wording.ts"
import { type GroupRule, isLocated } from "../judging/group-rule.ts"
import type { RuledGroup } from "../judging/judged-group.ts"
import { hiddenName, platformTraffic } from "../judging/stand-in-names.ts"
import { holdsExpression } from "../readers/expression-text.ts"
import { type RuleProperty, ruleProperties, type WrittenRule } from "../readers/reader.ts"
import { noName } from "../readers/rule-reading.ts"

/** What a rule says, as texts to be shown; an empty list where nothing is written. */
export interface RuleCells {
  readonly priority: string
  readonly name: string
  readonly access: string
  readonly protocol: string
  readonly source: readonly string[]
  readonly sourcePorts: readonly string[]
  readonly destination: readonly string[]
  readonly destinationPorts: readonly string[]
}

export function ruleCells(rule: GroupRule): RuleCells {
  return cellsOf(rule, (property, { values }) => listed(values[property]))
}

/** The same, with a question mark behind what does not count as it stands there: it is refused, or not all that there is. */
export function markedCells(rule: GroupRule): RuleCells {
  return cellsOf(rule, (property, { values, unknown }) => {
    const texts = listed(values[property])
    const isOpen = unknown.includes(property) && !texts.some(tellsUnknown)
    return texts.map(text => (isOpen || isRefused(rule, property, text) ? `${text}?` : text))
  })
}

/** What is to be said below rules of which a value is marked so. */
export function legendFor(rules: readonly GroupRule[], isMarkedBesides = false): string | undefined {
  return isMarkedBesides || rules.some(isMarked)
    ? l10n.t`"?" marks values that do not count as written: Azure refuses them, or they are not known.`
    : undefined
}

function isMarked(rule: GroupRule): boolean {
  const { name: _, ...cells } = markedCells(rule)
  return Object.values(cells)
    .flat()
    .some(text => text.endsWith("?"))
}

/** The properties whose value does not count as written. */
export function openProperties(rule: GroupRule): readonly RuleProperty[] {
  const { values, unknown } = writtenRule(rule)
  return ruleProperties.filter(
    property => unknown.includes(property) || listed(values[property]).some(text => isRefused(rule, property, text)),
  )
}

/** A name or a description that Azure refuses says what it says. */
function isRefused(rule: GroupRule, property: RuleProperty, text: string): boolean {
  if (!isLocated(rule) || property === "name" || property === "description") return false
  // What a tool alone refuses counts as what it says.
  const refused = rule.problems.filter(({ reason }) => reason !== "tool-word")
  return refused.some(problem => problem.property === property && problem.value === text)
}

/** Whether a text says itself that its value is not known. */
function tellsUnknown(text: string): boolean {
  return text === "" || text.startsWith("(") || holdsExpression(text)
}

type TextsOf = (property: RuleProperty, written: WrittenRule) => readonly string[]

function cellsOf(rule: GroupRule, textsOf: TextsOf): RuleCells {
  const written = writtenRule(rule)
  // Azure's effective rules repeat the value of the singular field in the list.
  const texts = (singular: RuleProperty, plural?: RuleProperty) => {
    const one = textsOf(singular, written)
    return plural ? [...one, ...textsOf(plural, written).filter(text => !one.includes(text))] : one
  }
  const text = (property: RuleProperty) => texts(property).join(", ") || missing
  return {
    priority: text("priority"),
    name: shownName(rule.name),
    access: text("access"),
    protocol: text("protocol"),
    source: [
      ...texts("sourceAddressPrefix", "sourceAddressPrefixes"),
      ...texts("sourceApplicationSecurityGroups").map(shortId),
    ],
    sourcePorts: texts("sourcePortRange", "sourcePortRanges"),
    destination: [
      ...texts("destinationAddressPrefix", "destinationAddressPrefixes"),
      ...texts("destinationApplicationSecurityGroups").map(shortId),
    ],
    destinationPorts: texts("destinationPortRange", "destinationPortRanges"),
  }
}

/** A name; what stands in place of one is told in the editor's language. */
export function shownName(name: string): string {
  return standIns.includes(name) ? l10n.t(name) : name
}

export const standIns: readonly string[] = [noName, hiddenName, platformTraffic]

/** At most so many of the texts, and how many more there are. */
export function shortList(texts: readonly string[], most: number): string {
  if (texts.length === 0) return missing
  const more = texts.length - most
  return more > 0 ? l10n.t`${texts.slice(0, most).join(", ")} + ${more} more` : texts.join(", ")
}

/** A text as it fits into a column: of a long expression the beginning. */
export function shortCell(text: string): string {
  return text.length > widestExpression && holdsExpression(text) ? `${text.slice(0, widestExpression - 1)}…` : text
}

const widestExpression = 40

/** As a list in a sentence: at most three of the texts, and how many more there are. */
export function shortWords(texts: readonly string[], conjunction: Conjunction = "and"): string {
  const more = texts.length - 3
  return more > 0 ? l10n.t`${texts.slice(0, 3).join(", ")} and ${more} more` : listWords(texts, conjunction)
}

/** Stands where a rule says nothing. */
const missing = "–"

/** A rule's values under Azure's property names; a default rule of Azure's has the values that the API returns for it. */
export function writtenRule(rule: GroupRule): WrittenRule {
  return isLocated(rule) ? rule.written : { values: writtenDefault(rule), unknown: [] }
}

/** The name with Azure's prefix, as IP flow verify and the effective rules print it. */
export function prefixedName({ group }: RuledGroup, rule: GroupRule): string {
  const isDefault = !isLocated(rule) || group.statedDefaults.includes(rule)
  return `${isDefault ? "defaultSecurityRules" : "securityRules"}/${rule.name}`
}

function writtenDefault(rule: DefaultRule): WrittenRule["values"] {
  const { name, priority, direction, access, sourceAddressPrefix, destinationAddressPrefix, description } = rule
  return {
    name,
    description,
    priority,
    direction,
    access,
    protocol: "*",
    sourceAddressPrefix,
    sourcePortRange: "*",
    destinationAddressPrefix,
    destinationPortRange: "*",
  }
}

type Value = WrittenRule["values"][RuleProperty]

function listed(value: Value): readonly string[] {
  if (value === undefined) return []
  return typeof value === "object" ? value : [String(value)]
}

/** An application security group by the last part of its id. */
function shortId(id: string): string {
  return /^\/subscriptions\//i.test(id) ? id.slice(id.lastIndexOf("/") + 1) : id
}
