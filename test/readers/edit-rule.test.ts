import { readdirSync, readFileSync } from "node:fs"
import fc from "fast-check"
import { expect, test } from "vitest"
import { insertRuleAfter, removeRule, setProperty } from "../../server/src/readers/edit-rule.ts"
import { removeTerm, type Side, setSide, setTerm } from "../../server/src/readers/edit-side.ts"
import { readDocument } from "../../server/src/readers/index.ts"
import type { LocatedRule, ReadResult, RuleProperty } from "../../server/src/readers/reader.ts"
import type { RulePlace } from "../../server/src/readers/rule-place.ts"
import { type RuleValues, sideOf } from "../../server/src/readers/write-rule.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import type { SyntaxDocument } from "../../server/src/syntax/document.ts"
import { type Edit, isRefusal } from "../../server/src/syntax/edit.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { applied } from "../support/apply-edit.ts"

const folder = new URL("../fixtures/readers/", import.meta.url)
const fixtures = readdirSync(folder).map(name => ({ name, text: readFileSync(new URL(name, folder), "utf8") }))

/** What a change makes of the values of a rule, by Azure's names; undefined where it takes the rule away. */
interface Change {
  readonly [fc.toStringMethod]?: () => string
  readonly name: string
  make(place: RulePlace): Edit
  readonly expected: (rule: Seen) => readonly Seen[]
}

/** What is compared of a rule: what is written in it, whichever fields it is under. */
type Seen = Readonly<Record<string, readonly string[]>>

const added = {
  name: "added-rule",
  priority: 3999,
  direction: "Outbound",
  access: "Deny",
  protocol: "Udp",
  sourceAddressPrefix: "VirtualNetwork",
  sourcePortRange: "*",
  destinationAddressPrefix: "10.7.0.0/16",
  destinationPortRange: "8080",
} as const

function sets(name: string, what: Seen, make: (place: RulePlace) => Edit): Change {
  return { name, make, [fc.toStringMethod]: () => name, expected: rule => [{ ...rule, ...what }] }
}

const changes: readonly Change[] = [
  sets("priority", { priority: ["3998"] }, place => setProperty(place, "priority", 3998)),
  sets("access", { access: ["Deny"] }, place => setProperty(place, "access", "Deny")),
  sets("description", { description: ["it's: new"] }, place => setProperty(place, "description", "it's: new")),
  sets("one port", { destinationPort: ["8080"] }, place => setSide(place, "destinationPorts", ["8080"])),
  sets("ports", { destinationPort: ["8080", "90-99"] }, place => setSide(place, "destinationPorts", ["8080", "90-99"])),
  sets("any port", { sourcePort: ["*"] }, place => setSide(place, "sourcePorts", ["*"])),
  sets("addresses", { sourceAddress: ["10.7.0.0/16", "10.8.0.1"] }, place =>
    setSide(place, "source", ["10.7.0.0/16", "10.8.0.1"]),
  ),
  sets("a tag", { sourceAddress: ["Internet"] }, place => setSide(place, "source", ["Internet"])),
  {
    name: "a term",
    make: place => setTerm(place, "destinationPorts", 0, "8080"),
    expected: rule => [{ ...rule, destinationPort: ["8080", ...(rule.destinationPort ?? []).slice(1)] }],
  },
  {
    name: "a term less",
    make: place => removeTerm(place, "destination", 1),
    expected: rule => [{ ...rule, destinationAddress: (rule.destinationAddress ?? []).toSpliced(1, 1) }],
  },
  { name: "gone", make: removeRule, expected: () => [] },
  { name: "another", make: place => insertRuleAfter(place, added), expected: rule => [rule, seenValues(added)] },
]

/** Where a list is known for one of rules only by what stands in its other rules. */
const toldByTheRest = ["ansible-variables.yaml", "az-cli-json-rules-by-name.json"]

test.each(fixtures)("what is changed in $name is read again, and nothing else changes", ({ name, text }) => {
  const document = parsed(name, text)
  const read = readDocument(document)
  for (const rule of read?.groups.flatMap(({ rules }) => rules) ?? []) {
    for (const change of changes) {
      if (change.name !== "gone" || !toldByTheRest.includes(name)) checked(change, document, read, rule)
    }
  }
})

test("changes one after the other, of values that nobody thought of, come out as asked for", () => {
  const address = fc.constantFrom("*", "Internet", "Storage.WestEurope", "10.0.0.0/8", "192.168.7.1", "fd00::/8")
  const port = fc.constantFrom("*", "22", "80-443", "65535")
  const side = fc.constantFrom<Side>("source", "destination", "sourcePorts", "destinationPorts")
  const text = fc.string({ unit: fc.constantFrom(..."aZ9 '\"#:-/\\*&!%@,{}[]|>?é"), minLength: 1, maxLength: 12 })
  const change = fc.oneof(
    fc
      .record({
        side,
        addresses: fc.array(address, { minLength: 1, maxLength: 3 }),
        ports: fc.array(port, { minLength: 1, maxLength: 3 }),
      })
      .map(valuesSet),
    fc
      .integer({ min: 100, max: 4096 })
      .map(value => sets("priority", { priority: [`${value}`] }, place => setProperty(place, "priority", value))),
    text.map(value => sets("description", { description: [value] }, place => setProperty(place, "description", value))),
    fc.constantFrom(...changes.filter(({ name }) => name !== "gone")),
  )
  const fixture = fc
    .constantFrom(...fixtures.filter(({ name, text }) => readDocument(parsed(name, text))))
    .map(fixture => ({ ...fixture, [fc.toStringMethod]: () => fixture.name }))
  const steps = fc.array(fc.record({ change, nat: fc.nat() }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(fixture, fc.boolean(), steps, ({ name, text }, isCrlf, steps) => {
      let now = isCrlf ? text.replaceAll("\n", "\r\n") : text
      for (const { change, nat } of steps) {
        const document = parsed(name, now)
        const read = readDocument(document)
        const rules = read?.groups.flatMap(group => group.rules) ?? []
        const rule = rules[nat % rules.length]
        if (rule) now = checked(change, document, read, rule) ?? now
      }
    }),
    { seed: 7, numRuns: 120 },
  )
})

function valuesSet({ side, addresses, ports }: { side: Side; addresses: string[]; ports: string[] }): Change {
  const values = [...new Set(side.endsWith("Ports") ? ports : addresses)]
  const name = side.endsWith("Ports") ? side.slice(0, -1) : `${side}Address`
  return sets(`${side} to ${values}`, { [name]: values }, place => setSide(place, side, values))
}

function parsed(name: string, text: string): SyntaxDocument {
  return parseText(text, name.endsWith("json") ? "json" : "yaml", defaultBounds)
}

/** The text after a change, which is read as was asked for; undefined where it is refused. */
function checked(
  change: Change,
  document: SyntaxDocument,
  read: ReadResult | undefined,
  rule: LocatedRule,
): string | undefined {
  const edit = read && change.make({ document, read, rule })
  if (!edit || isRefusal(edit)) return undefined
  const expected = read.groups.map(({ rules }) =>
    rules.map(each => (each === rule ? change.expected(seen(rule)) : [seen(each)])),
  )
  const after = applied(document.text, edit)
  const again = readDocument(parseText(after, document.language, defaultBounds))
  const groups = again?.groups.map(({ rules }) => rules.map(each => [seen(each)])) ?? []
  expect({ after, groups: written(groups, read) }, change.name).toEqual({ after, groups: written(expected, read) })
  return after
}

/** Groups that have rules, without what their tools add, and without priorities where the tool gives them. */
function written(
  groups: readonly (readonly (readonly Seen[])[])[],
  { dialect }: ReadResult,
): readonly (readonly Seen[])[] {
  return groups
    .map(rules => rules.flat().filter(({ name }) => dialect !== "capz" || !/^allow_(ssh|apiserver)$/.test(`${name}`)))
    .map(rules => (dialect === "azbb-parameters" ? rules.map(({ priority: _, ...rule }) => rule) : rules))
    .filter(rules => rules.length > 0)
}

function seen({ name, written: { values } }: LocatedRule): Seen {
  return seenValues({ ...values, name })
}

function seenValues(values: RuleValues): Seen {
  const seen: Record<string, readonly string[]> = {}
  for (const [property, value] of Object.entries(values)) {
    const texts = typeof value === "object" ? value : property === "description" ? [value] : `${value}`.split(", ")
    const side = sideOf(property as RuleProperty)
    seen[side] = [...new Set([...(seen[side] ?? []), ...texts.map(String)])]
  }
  return seen
}
