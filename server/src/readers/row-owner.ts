import { entriesOf, member, textOf } from "../syntax/lookup.ts"
import type { Node, Range } from "../syntax/node.ts"
import type { LocatedRule } from "./reader.ts"

/** What a row of a report on rules says in columns of its own. */
interface Column {
  readonly text: string
  readonly range: Range
}

/** `nsg`, `NsgName`, `network_security_group_name`, …: the group that a rule of a report is in. */
export function ownerColumn(rule: Node): Column | undefined {
  return columnIn(rule, ownerKey)
}

/** The name of a rule that has none in the column where a rule of Azure's has it. */
export function nameColumn(rule: Node): Column | undefined {
  return member(rule, "name") ? undefined : columnIn(rule, nameKey)
}

/** Equal for rules of one group: groups in different resource groups may share their name. */
export function ownerOf(rule: Node): string | undefined {
  const owner = ownerColumn(rule)
  if (!owner) return undefined
  const place = entriesOf(rule).flatMap(({ key, value }) => (placeKey.test(key) ? (textOf(value) ?? []) : []))
  return [owner.text, ...place].join("/").toLowerCase()
}

/** These columns are no slips in the names of a rule's properties. */
export function withoutColumns(rule: LocatedRule): LocatedRule {
  const isColumn = (key: string) => ownerKey.test(key) || nameKey.test(key) || placeKey.test(key)
  return { ...rule, unknownKeys: rule.unknownKeys.filter(({ key }) => !isColumn(key)) }
}

const ownerKey = /^(nsg|network_?security_?group)(_?name)?$/i
const nameKey = /^(security_?)?rule(_?name)?$/i
const placeKey = /^(resource_?group|subscription)(_?(name|id))?$/i

function columnIn(rule: Node, wanted: RegExp): Column | undefined {
  const value = entriesOf(rule).find(({ key }) => wanted.test(key))?.value
  const text = textOf(value)
  return value && text ? { text, range: value.range } : undefined
}
