import { type Edit, isRefusal, joinEdits, type Refusal, refuse } from "../syntax/edit.ts"
import { nodeOf, type Path, parentOf, pathTo } from "../syntax/path.ts"
import { isAt } from "../syntax/range.ts"
import { removeAt } from "../syntax/remove.ts"
import { renameKey, setAt } from "../syntax/set.ts"
import { parseAddress } from "../values/parse-address.ts"
import { setProperty } from "./edit-rule.ts"
import type { RuleLocation, RuleProperty } from "./reader.ts"
import { formOf } from "./rule-form.ts"
import { intoKey, pathToProperty, type RulePlace } from "./rule-place.ts"
import { emptyLike, keyFor, writeProperty } from "./write-rule.ts"

/** A side of a rule, as `RuleLocation.terms` calls it. */
export type Side = keyof RuleLocation["terms"]

/** Gives a side of a rule other addresses or ports, under the field that Azure takes so many of them in. */
export function setSide(place: RulePlace, side: Side, values: readonly string[]): Edit {
  const [, plural, groups] = fieldsOf[side]
  const written = writtenFields(place, side)
  const [from] = written
  if (written.length > 1) return refuse(several)
  if (from && groups.includes(from)) return refuse("the side is written as application security groups")
  const to = fieldFor(values, side, from, place)
  if (to === undefined) return refuse("a list accepts neither a tag nor *, and the other field accepts only one value")
  const value = to === plural || values.length !== 1 ? values : (values[0] ?? "")
  if (from === to && isMisplacedList(place, from)) return unlist(place, from, value)
  return from === undefined || from === to ? setProperty(place, to, value) : moveTo(place, from, to, value)
}

/** Writes another term in the place of one. */
export function setTerm(place: RulePlace, side: Side, index: number, value: string): Edit {
  const path = pathToTerm(place, side, index)
  if (isRefusal(path)) return path
  const node = nodeOf(path)
  const isNumber = node.kind === "scalar" && typeof node.value === "number" && /^\d+$/.test(value)
  return node.kind === "scalar"
    ? setAt(place.document, path, isNumber ? Number(value) : value)
    : refuse("it is not text")
}

/** Takes a term out of a list; the last one stays, as a side without any is none. */
export function removeTerm(place: RulePlace, side: Side, index: number): Edit {
  const path = pathToTerm(place, side, index)
  if (isRefusal(path)) return path
  const at = path.steps.findLastIndex(step => !("entry" in step))
  const step = path.steps[at]
  if (!step || "entry" in step || step.holder.items.length < 2 || !isWholeSide(place, side, step.holder.range.start)) {
    return refuse("it is the only value on this side")
  }
  return removeAt(place.document, { ...path, steps: path.steps.slice(0, at + 1) })
}

const fieldsOf: Readonly<Record<Side, readonly [RuleProperty, RuleProperty, readonly RuleProperty[]]>> = {
  source: ["sourceAddressPrefix", "sourceAddressPrefixes", ["sourceApplicationSecurityGroups"]],
  sourcePorts: ["sourcePortRange", "sourcePortRanges", []],
  destination: ["destinationAddressPrefix", "destinationAddressPrefixes", ["destinationApplicationSecurityGroups"]],
  destinationPorts: ["destinationPortRange", "destinationPortRanges", []],
}

const several = "the side is written in several fields"

function writtenFields({ rule }: RulePlace, side: Side): readonly RuleProperty[] {
  const [singular, plural, groups] = fieldsOf[side]
  return [singular, plural, ...groups].filter(property => rule.at.properties[property])
}

/** The field for so many values: the one in use where it takes them, else the one for one or for several. */
function fieldFor(values: readonly string[], side: Side, from: RuleProperty | undefined, place: RulePlace) {
  const [singular, plural] = fieldsOf[side]
  const range = from && place.rule.at.properties[from]
  const path = range && pathTo(place.document, range)
  const isList = path && nodeOf(path).kind === "list"
  if (from === singular && isList && !isMisplacedList(place, from)) return singular
  const fitsList = values.length > 0 && values.every(value => isPlain(value, side))
  if (fitsList && (from === plural || values.length > 1)) return plural
  return values.length === 1 ? singular : undefined
}

function isPlain(value: string, side: Side): boolean {
  if (side.endsWith("Ports")) return value !== "*"
  const term = parseAddress(value)
  return "fault" in term || (term.kind !== "any" && term.kind !== "tag")
}

/** Whether a list stands in a field for one value that takes none: some dialects have lists there. */
function isMisplacedList({ rule }: RulePlace, property: RuleProperty): boolean {
  return rule.problems.some(problem => problem.reason === "list-in-singular" && problem.property === property)
}

/** One value in the place of the list of it. */
function unlist(place: RulePlace, property: RuleProperty, value: string | readonly string[]): Edit {
  const path = pathToProperty(place, property)
  return isRefusal(path) ? path : setAt(place.document, path, value)
}

/** The value goes under another key: under one that stands there empty, else the key itself becomes the other. */
function moveTo(place: RulePlace, from: RuleProperty, to: RuleProperty, value: string | readonly string[]): Edit {
  const { document, rule, read } = place
  const path = pathToProperty(place, from)
  if (isRefusal(path)) return path
  const form = formOf(nodeOf(parentOf(path)), rule, read.dialect)
  const key = isMisplacedList(place, from) ? form.names[to] : keyFor(to, value, form)
  if (key === undefined) return refuse(`this dialect has no name for ${to}`)
  const written = writeProperty(to, value, form)
  const set = setAt(document, path, written)
  if (isKeyOf(path, key)) return set
  const empty = intoKey(parentOf(path), key)
  if (!empty) return joinEdits([renameKey(document, path, key), set])
  return joinEdits([setAt(document, empty, written), setAt(document, path, emptyLike(from, undefined, form))])
}

function isKeyOf({ steps }: Path, key: string): boolean {
  const last = steps.at(-1)
  return last !== undefined && "entry" in last && last.entry.key === key
}

/** The way to a term, or to the id of an application security group. */
function pathToTerm(place: RulePlace, side: Side, index: number): Path | Refusal {
  const range = place.rule.at.terms[side][index]
  const property = fieldIn(place, side, range?.start ?? -1)
  if (!range || !property) return refuse("it is not written in any file")
  if (writtenFields(place, side).length > 1) return refuse(several)
  const whole = pathToProperty(place, property)
  if (isRefusal(whole)) return whole
  return pathTo(place.document, range) ?? refuse("an expression creates the value")
}

function fieldIn(place: RulePlace, side: Side, offset: number): RuleProperty | undefined {
  return writtenFields(place, side).find(property => {
    const range = place.rule.at.properties[property]
    return range && isAt(range, offset)
  })
}

function isWholeSide(place: RulePlace, side: Side, start: number): boolean {
  return writtenFields(place, side).some(property => place.rule.at.properties[property]?.start === start)
}
