import { type Edit, isRefusal, type Refusal, refuse } from "../syntax/edit.ts"
import { insertInto } from "../syntax/insert.ts"
import { entriesOf, member } from "../syntax/lookup.ts"
import { nodeOf, type Path, parentOf } from "../syntax/path.ts"
import { removeAt } from "../syntax/remove.ts"
import { setAt } from "../syntax/set.ts"
import type { WritableMap } from "../syntax/write-value.ts"
import type { RuleProperty } from "./reader.ts"
import { formOf, propertyIn } from "./rule-form.ts"
import {
  intoKey,
  isInRuleList,
  isOwnResource,
  pathToProperty,
  pathToRule,
  pathToValues,
  type RulePlace,
} from "./rule-place.ts"
import { keyFor, type RuleValue, type RuleValues, writeProperty, writeRule } from "./write-rule.ts"

/** Gives a rule's property another value, or the property where the rule does not have it. */
export function setProperty(place: RulePlace, property: RuleProperty, value: RuleValue): Edit {
  if (!place.rule.at.properties[property]) return addProperty(place, property, value)
  const path = pathToProperty(place, property)
  if (isRefusal(path)) return path
  const form = formOf(nodeOf(parentOf(path)), place.rule, place.read.dialect)
  return setAt(place.document, path, writeProperty(property, value, form))
}

/** Takes a rule out of its document; one that others may refer to stays. */
export function removeRule(place: RulePlace): Edit {
  const path = pathToRule(place)
  if (isRefusal(path)) return path
  if (isOwnResource(path, place.read) && isMentioned(place, path)) {
    return refuse("other resources may refer to the rule")
  }
  if (isCounted(place)) return numbered
  return removeAt(place.document, path)
}

/** Writes a rule behind another one, in its form. */
export function insertRuleAfter(place: RulePlace, values: RuleValues): Edit {
  const path = pathToRule(place)
  if (isRefusal(path)) return path
  const [node, last] = [nodeOf(path), path.steps.at(-1)]
  if (!last || isOwnResource(path, place.read)) return refuse("the rule is a separate resource, not part of a list")
  if (isCounted(place)) return numbered
  if (isToldById(path)) return refuse("the rules of the list say by their ids which group they belong to")
  const written = writeRule(values, formOf(node, place.rule, place.read.dialect))
  if (isRefusal(written)) return written
  if (!("entry" in last))
    return insertInto(place.document, parentOf(path), { value: written.rule, index: last.index + 1 })
  return insertNamed(place, path, values.name, written.rule)
}

/** A patch or an expression that says `securityRule[1]` would mean another rule. */
function isCounted({ document }: RulePlace): boolean {
  return /security_?rules?\s*[.'")]*\[\s*\d/i.test(document.text)
}

const numbered = refuse("the document refers to rules by their numbers in the list")

/** Output that lists rules without their groups: only the ids lead to these. */
function isToldById(path: Path): boolean {
  return !isInRuleList(path) && member(nodeOf(path), "id") !== undefined
}

/** Rules that stand under their names: the new one stands under its own. */
function insertNamed(place: RulePlace, path: Path, name: RuleValue | undefined, rule: WritableMap): Edit {
  const last = path.steps.at(-1)
  if (!last || !("entry" in last)) return refuse("the rule is not in a list")
  if (last.entry.key !== place.rule.name || typeof name !== "string") return refuse("the rule is not in a list")
  const nameKey = entriesOf(last.value).find(({ key }) => propertyIn(place.rule.names, key) === "name")?.key
  const { [place.rule.names.name ?? "name"]: own, ...unnamed } = rule
  const value = nameKey === undefined ? unnamed : { [nameKey]: own ?? name, ...unnamed }
  return insertInto(place.document, parentOf(path), {
    key: name,
    value,
    index: last.holder.entries.indexOf(last.entry) + 1,
  })
}

/** A property that the rule does not have, or has empty, behind those that it has. */
function addProperty(place: RulePlace, property: RuleProperty, value: RuleValue): Edit {
  const path = pathToHolder(place, property)
  if (isRefusal(path)) return path
  const form = formOf(nodeOf(path), place.rule, place.read.dialect)
  const key = keyFor(property, value, form)
  if (key === undefined) return refuse(`this dialect has no name for ${property}`)
  const written = writeProperty(property, value, form)
  const empty = intoKey(path, key)
  if (empty) return setAt(place.document, empty, written)
  const entries = entriesOf(nodeOf(path))
  const last = entries.findLastIndex(entry => propertyIn(place.rule.names, entry.key) !== undefined)
  return insertInto(place.document, path, { key, value: written, ...(last >= 0 && { index: last + 1 }) })
}

/** The map that has the rule's other values. */
function pathToHolder(place: RulePlace, property: RuleProperty): Path | Refusal {
  const self = pathToRule(place)
  if (isRefusal(self)) return self
  const other = (Object.keys(place.rule.at.properties) as RuleProperty[])
    .filter(each => each !== property && each !== "name")
    .map(each => pathToProperty(place, each))
    .find(path => !isRefusal(path))
  if (other && !isRefusal(other)) return parentOf(other)
  return isOwnResource(self, place.read) ? refuse("none of its values is written as such") : pathToValues(self)
}

/** Whether the name of a resource, or the key it stands under, is anywhere else in the document. */
function isMentioned({ document: { text }, rule }: RulePlace, { steps }: Path): boolean {
  const last = steps.at(-1)
  const names = [rule.name.slice(rule.name.lastIndexOf("/") + 1), ...(last && "entry" in last ? [last.entry.key] : [])]
  const { start, end } = rule.at.self
  const others = `${text.slice(0, start)}\n${text.slice(end)}`
  return names.some(name => others.includes(name))
}
