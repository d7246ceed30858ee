import { portServices } from "../../azure/port-services.ts"
import { isWrittenExpression } from "../../readers/expression-text.ts"
import type { LocatedRule, RuleProperty } from "../../readers/reader.ts"
import type { SyntaxDocument } from "../../syntax/document.ts"
import { textOf } from "../../syntax/lookup.ts"
import type { Range } from "../../syntax/node.ts"
import { nodeOf, pathTo } from "../../syntax/path.ts"
import type { AddressTerm } from "../../values/address.ts"
import { rangeText } from "../../values/parse-ports.ts"
import type { PortTerm } from "../../values/port.ts"
import { countAddresses } from "../address-count.ts"
import { formatAddress } from "../flow-text.ts"

/** What is to be said behind a value of a rule: plain data. `text` is the document that the rule stands in. */
export interface RuleNote {
  /** The value, without its quotes. */
  readonly range: Range
  readonly label: string
}

type Side = "source" | "destination"
const sides = ["source", "destination"] as const

/** The usual services of single ports that are written as numbers. */
export function portNotes(rule: LocatedRule, text: string): readonly RuleNote[] {
  return termsOf(rule, side => rule[`${side}Ports`], "Ports").flatMap(({ term, range }) => {
    const services = "first" in term && term.first === term.last ? portServices.get(term.first) : undefined
    const isNumber = /^\d+$/.test(text.slice(range.start, range.end))
    return services && isNumber ? [{ range, label: services.join(", ") }] : []
  })
}

/** How many addresses a prefix has that is written as one, and is no single address. */
export function addressNotes(rule: LocatedRule, text: string): readonly RuleNote[] {
  return termsOf(rule, side => rule[side]).flatMap(({ term, range }) => {
    const isBlock = term.kind === "prefix" && text.slice(range.start, range.end).includes("/")
    const count = isBlock ? countAddresses(term) : undefined
    return count === undefined ? [] : [{ range, label: count }]
  })
}

/** What expressions come to, of properties and of items of lists: nothing for what is not known. */
export function valueNotes(rule: LocatedRule, syntax: SyntaxDocument): readonly RuleNote[] {
  const { at, written } = rule
  const whole = (Object.entries(at.properties) as [RuleProperty, Range][]).flatMap(([property, range]) => {
    const value = written.values[property]
    if (value === undefined || written.unknown.includes(property)) return []
    return (typeof value === "object" ? value : [`${value}`]).map(label => ({ range, label }))
  })
  const starts = new Set(whole.map(({ range }) => range.start))
  const items = [
    ...termsOf(rule, side => rule[side]).map(({ term, range }) => ({ range, label: addressText(term) })),
    ...termsOf(rule, side => rule[`${side}Ports`], "Ports").map(({ term, range }) => ({
      range,
      label: portLabel(term),
    })),
  ].flatMap(({ range, label }) => (label === undefined || starts.has(range.start) ? [] : [{ range, label }]))
  return [...whole, ...items].filter(({ range }) => isExpressionAt(range, syntax))
}

function isExpressionAt(range: Range, syntax: SyntaxDocument): boolean {
  const path = pathTo(syntax, range)
  const text = path && textOf(nodeOf(path))
  return text !== undefined && isWrittenExpression(text)
}

function addressText(term: AddressTerm): string | undefined {
  return term.kind === "unknown" ? undefined : formatAddress(term)
}

function portLabel(term: PortTerm): string | undefined {
  return "first" in term ? rangeText(term) : undefined
}

function termsOf<T extends AddressTerm | PortTerm>(
  { at }: LocatedRule,
  of: (side: Side) => readonly T[],
  suffix: "" | "Ports" = "",
): readonly { readonly term: T; readonly range: Range }[] {
  return sides.flatMap(side =>
    of(side).flatMap((term, index) => {
      const range = at.terms[`${side}${suffix}`][index]
      return range ? [{ term, range }] : []
    }),
  )
}
