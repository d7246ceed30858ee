import { numberedProtocols } from "../azure/protocol-numbers.ts"
import type { Access, Direction, Protocol } from "../engine/security-rule.ts"
import type { Node } from "../syntax/node.ts"
import { isEveryWord } from "../values/every-word.ts"
import type { Maybe, Unknown } from "../values/unknown.ts"
import type { RuleProperty } from "./reader.ts"
import type { ProblemReason } from "./rule-problem.ts"
import { missingAt, type RuleReading, restOf, scalarText, unknownAt, unknownIn } from "./rule-reading.ts"

/** The words that a property takes, as Azure spells them, by their forms in lower case. */
export const ruleWords = {
  direction: { inbound: "Inbound", outbound: "Outbound" },
  access: { allow: "Allow", deny: "Deny" },
  protocol: { tcp: "Tcp", udp: "Udp", icmp: "Icmp", esp: "Esp", ah: "Ah", "*": "*" },
} as const satisfies Readonly<Partial<Record<RuleProperty, Readonly<Record<string, string>>>>>

/** Words are compared without case: the service takes any. */
export function readDirection(reading: RuleReading): Maybe<Direction> {
  return readWord("direction", ruleWords.direction, reading)
}

export function readAccess(reading: RuleReading): Maybe<Access> {
  return readWord("access", ruleWords.access, reading)
}

export function readProtocol(reading: RuleReading): Maybe<Protocol | "*"> {
  return readWord("protocol", ruleWords.protocol, reading)
}

/** A whole number, also as text. */
export function readPriority(reading: RuleReading): Maybe<number> {
  const node = reading.fields.priority
  if (!node) return restOf("priority", reading) ?? absent("priority", reading)
  const unknown = unknownIn(node, reading.context)
  if (unknown) return amongOf(unknown, text => priorityIn(text, reading))
  const text = scalarText(node)
  if (text === undefined) return unreadable("priority", "wrong-type", node, reading)
  if (!/^-?\d+$/.test(text)) return unreadable("priority", "not-an-integer", node, reading)
  return priorityIn(text, reading) ?? unreadable("priority", "out-of-range", node, reading)
}

function priorityIn(text: string, { source }: RuleReading): number | undefined {
  const [least, most] = source.isDefault ? [65000, 65500] : [100, 4096]
  const priority = /^\d+$/.test(text) ? Number(text) : Number.NaN
  return priority >= least && priority <= most ? priority : undefined
}

/** Of the values that an unknown can have, those that Azure takes: one may be left, which then it is. */
function amongOf<T extends string | number>(
  { oneOf, ...unknown }: Unknown,
  read: (text: string) => T | undefined,
): Maybe<T> {
  const values = new Set(oneOf?.map(value => read(String(value))).filter(value => value !== undefined))
  const [first, ...others] = values
  if (first === undefined) return unknown
  return others.length === 0 ? first : { ...unknown, oneOf: [first, ...others] }
}

function readWord<W extends string>(
  property: keyof typeof ruleWords,
  words: Readonly<Record<string, W>>,
  reading: RuleReading,
): Maybe<W> {
  const node = reading.fields[property]
  const { shape } = reading.context
  if (!node) {
    return restOf(property, reading) ?? wordIn(words, shape.defaults[property] ?? "") ?? absent(property, reading)
  }
  const unknown = unknownIn(node, reading.context)
  if (unknown) return amongOf(unknown, text => wordIn(words, text))
  const text = scalarText(node)
  if (text === undefined) return unreadable(property, "wrong-type", node, reading)
  const word = wordIn(words, shape.translate?.(property, text) ?? text)
  if (!word) return unreadable(property, "unknown-word", node, reading)
  if (property === "protocol") holdAgainstTool(text, node, reading)
  return word
}

/** Azure takes the word, but the tool fails before it asks Azure. */
function holdAgainstTool(value: string, { range }: Node, { context, problems }: RuleReading): void {
  const accepted = context.shape.protocols
  if (!accepted || accepted.words.includes(value)) return
  const instead = accepted.words.find(word => word.toLowerCase() === value.toLowerCase())
  problems.push({ property: "protocol", reason: "tool-word", value, range, accepted, ...(instead && { instead }) })
}

/** Only what stands in the table: "constructor" is a word of every object. */
function wordIn<W extends string>(words: Readonly<Record<string, W>>, text: string): W | undefined {
  const key = text.toLowerCase()
  return Object.hasOwn(words, key) ? words[key] : undefined
}

function absent(property: RuleProperty, reading: RuleReading) {
  reading.problems.push({ property, reason: "missing", range: reading.nameRange })
  return missingAt(property, reading)
}

function unreadable(property: RuleProperty, reason: ProblemReason, node: Node, reading: RuleReading) {
  const value = scalarText(node)
  const instead = property === "protocol" && value !== undefined ? meantProtocol(value) : undefined
  const problem = { property, reason, range: node.range, ...(value !== undefined && { value }) }
  reading.problems.push({ ...problem, ...(instead && { instead }) })
  return unknownAt(property, problem, reading, node.range, value)
}

/** What other tools call a protocol. */
function meantProtocol(text: string): Protocol | "*" | undefined {
  return isEveryWord(text) ? "*" : numberedProtocols[Number(text)]
}
