import type { DefaultRule } from "../azure/default-rules.ts"
import { listWords } from "../checks/wording.ts"
import { type GroupRule, isLocated } from "../judging/group-rule.ts"
import type { RuledGroup } from "../judging/judged-group.ts"
import { holdsExpression } from "../readers/expression-text.ts"
import type { RuleProperty, WrittenRule } from "../readers/reader.ts"

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

/** The same, with a question mark behind what does not count as it stands there. */
export function markedCells(rule: GroupRule): RuleCells {
  return cellsOf(rule, (property, written) => {
    const texts = listed(written.values[property])
    return written.unknown.includes(property) && !texts.some(tellsUnknown) ? texts.map(text => `${text}?`) : texts
  })
}

/** Whether a text says itself that its value is not known. */
function tellsUnknown(text: string): boolean {
  return text === "" || text.startsWith("(") || holdsExpression(text)
}

type TextsOf = (property: RuleProperty, written: WrittenRule) => readonly string[]

function cellsOf(rule: GroupRule, textsOf: TextsOf): RuleCells {
  const written = writtenRule(rule)
  const texts = (...properties: RuleProperty[]) => properties.flatMap(property => textsOf(property, written))
  const text = (property: RuleProperty) => texts(property).join(", ") || missing
  return {
    priority: text("priority"),
    name: rule.name,
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

/** At most so many of the texts, and how many more there are. */
export function shortList(texts: readonly string[], most: number): string {
  if (texts.length === 0) return missing
  const more = texts.length - most
  return more > 0 ? `${texts.slice(0, most).join(", ")} + ${more} more` : texts.join(", ")
}

/** As a list in a sentence: at most three of the texts, and how many more there are. */
export function shortWords(texts: readonly string[], conjunction = "and"): string {
  const more = texts.length - 3
  return more > 0 ? `${texts.slice(0, 3).join(", ")} and ${more} more` : listWords(texts, conjunction)
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
