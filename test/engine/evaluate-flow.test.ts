import { expect, test } from "vitest"
import type { AddressFacts } from "../../server/src/engine/address-facts.ts"
import type { Assumption, Flow, Verdict } from "../../server/src/engine/flow.ts"
import { evaluateFlow } from "../../server/src/engine/questions/evaluate-flow.ts"
import { prepare } from "../../server/src/engine/questions/prepare.ts"
import type { Protocol, SecurityRule } from "../../server/src/engine/security-rule.ts"
import type { AddressTerm } from "../../server/src/values/address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import { parsePort } from "../../server/src/values/parse-ports.ts"
import type { PortTerm } from "../../server/src/values/port.ts"

const unknown = (identity: string) => ({ identity, reason: "of the test" })

/** `100 Allow Tcp Internet -> 10.0.0.4 :22`; `group:web` is a group and `?x` an unknown, of addresses and ports alike. */
function rule(text: string, more: Partial<SecurityRule> = {}): SecurityRule {
  const [priority, access, protocol, source, , destination, port] = text.split(" ")
  return {
    name: `${access} ${priority}`,
    priority: Number(priority),
    direction: "Inbound",
    access: access as "Allow",
    protocol: protocol as Protocol,
    source: [term(source!)],
    sourcePorts: [{ first: 0, last: 65535 }],
    destination: [term(destination!)],
    destinationPorts: [ports(port!.slice(1))],
    possiblyAbsent: false,
    ...more,
  }
}

function term(text: string): AddressTerm {
  if (text.startsWith("?")) return { kind: "unknown", key: `unknown:${text}`, unknown: unknown(text) }
  if (text.startsWith("group:")) return { kind: "group", key: text, name: text.slice(6) }
  return parseAddress(text) as AddressTerm
}

function ports(text: string): PortTerm {
  return text.startsWith("?") ? { unknown: unknown(text) } : (parsePort(text) as PortTerm)
}

/** `Tcp 10.0.0.4 -> 10.0.0.5 :22` */
function flow(text: string): Flow {
  const [protocol, source, , destination, port] = text.split(" ")
  const isPortless = port === undefined
  return {
    direction: "Inbound",
    protocol: protocol as Protocol,
    source: term(source!),
    sourcePort: isPortless ? null : "*",
    destination: term(destination!),
    destinationPort: isPortless ? null : port === ":*" ? "*" : Number(port.slice(1)),
  }
}

/** `Unknown: Allow 100 if source in tag:virtualnetwork | Deny 4096`: each outcome with what it assumes. */
function told({ access, outcomes, tiedPriority, undetermined }: Verdict<SecurityRule>): string {
  const endings = outcomes.map(({ rule, assumptions }) => {
    const conditions = assumptions.length > 0 ? ` if ${assumptions.map(condition).join(" and ")}` : ""
    return `${rule?.name ?? "none"}${conditions}`
  })
  return `${access}: ${endings.join(" | ")}${tiedPriority ? " (tied)" : ""}${undetermined ? " (undetermined)" : ""}`
}

function condition(assumption: Assumption): string {
  if (assumption.kind === "address")
    return `${assumption.side} ${assumption.holds ? "in" : "not in"} ${assumption.set.key}`
  const { kind, part, rule, holds } = assumption
  if (part === "presence" || part === "direction") return `${rule} ${holds ? "applies" : "does not"}`
  return `${kind} ${part} of ${rule} ${holds ? "matches" : "does not"}`
}

const denyAll = rule("4096 Deny * * -> * :*")
const network = parseAddress("10.0.0.0/8")
const facts: AddressFacts = {
  about: key => {
    if (key === "tag:apart") return { apart: true }
    if (key === "tag:inner") return { inside: ["tag:outer"] }
    if (key === "tag:network" && "kind" in network && network.kind === "prefix")
      return { sure: [network], possible: [network] }
    return undefined
  },
}

const cases: [string, SecurityRule[], string, string][] = [
  ["one rule decides", [rule("100 Allow Tcp * -> 10.0.0.4 :22")], "Tcp 8.8.8.8 -> 10.0.0.4 :22", "Allow: Allow 100"],
  [
    "a tag without data: both ways, each with what it takes",
    [rule("100 Allow Tcp Storage -> * :22")],
    "Tcp 8.8.8.8 -> 10.0.0.4 :22",
    "Unknown: Allow 100 if source in tag:storage | Deny 4096 if source not in tag:storage",
  ],
  [
    "a tag with data is addresses",
    [rule("100 Allow Tcp Network -> * :22")],
    "Tcp 10.9.9.9 -> 10.0.0.4 :22",
    "Allow: Allow 100",
  ],
  [
    "what lies in a tag lies in the one around it",
    [rule("100 Allow Tcp Outer -> * :22")],
    "Tcp Inner -> 10.0.0.4 :22",
    "Allow: Allow 100",
  ],
  [
    "the same unknown set is the same for both rules",
    [rule("100 Deny Tcp ?x -> * :22"), rule("200 Allow Tcp ?x -> * :22")],
    "Tcp 8.8.8.8 -> 10.0.0.4 :22",
    "Deny: Deny 100 if source in unknown:?x | Deny 4096 if source not in unknown:?x",
  ],
  [
    "an unknown port that does not matter",
    [rule("100 Deny Tcp * -> * :?p")],
    "Tcp 8.8.8.8 -> 10.0.0.4 :22",
    "Deny: Deny 100 if value destinationPort of Deny 100 matches | Deny 4096 if value destinationPort of Deny 100 does not",
  ],
  [
    "no port is a particular port, or all are, or some number is one",
    [rule("100 Allow Icmp * -> * :22")],
    "Icmp 8.8.8.8 -> 10.0.0.4",
    "Unknown: Allow 100 if portless destinationPort of Allow 100 matches | Deny 4096 if portless destinationPort of Allow 100 does not",
  ],
  ["all ports are all of Icmp", [rule("100 Allow Icmp * -> * :*")], "Icmp 8.8.8.8 -> 10.0.0.4", "Allow: Allow 100"],
  [
    "a choice of packets is no assumption",
    [rule("100 Allow Tcp 20.0.0.0/8 -> * :22")],
    "Tcp * -> 10.0.0.4 :22",
    "Unknown: Allow 100 | Deny 4096",
  ],
  [
    "many rules, one answer",
    [rule("100 Deny Tcp 20.0.0.0/8 -> * :22")],
    "Tcp * -> 10.0.0.4 :22",
    "Deny: Deny 100 | Deny 4096",
  ],
  [
    "a rule that may be absent",
    [rule("100 Allow Tcp * -> * :22", { possiblyAbsent: true })],
    "Tcp 8.8.8.8 -> 10.0.0.4 :22",
    "Unknown: Allow 100 if Allow 100 applies | Deny 4096 if Allow 100 does not",
  ],
  [
    "a priority that cannot be known may be the first",
    [rule("100 Deny Tcp * -> * :22"), rule("200 Allow Tcp * -> * :22", { priority: unknown("p") })],
    "Tcp 8.8.8.8 -> 10.0.0.4 :22",
    "Unknown: Allow 200 if Allow 200 applies | Deny 100 if Allow 200 does not",
  ],
  [
    "a direction that cannot be known stands at its priority",
    [rule("100 Deny Tcp * -> * :22"), rule("200 Allow Tcp * -> * :22", { direction: unknown("d") })],
    "Tcp 8.8.8.8 -> 10.0.0.4 :22",
    "Deny: Deny 100",
  ],
  [
    "an access that cannot be known is no answer",
    [rule("100 Allow Tcp * -> * :22", { access: unknown("a") })],
    "Tcp 8.8.8.8 -> 10.0.0.4 :22",
    "Unknown: Allow 100",
  ],
  [
    "equal priorities are taken as listed, and that is said",
    [rule("100 Allow Tcp * -> * :22"), rule("100 Deny Tcp * -> * :22")],
    "Tcp 8.8.8.8 -> 10.0.0.4 :22",
    "Allow: Allow 100 (tied)",
  ],
  [
    "`*` does not reach what stands apart",
    [rule("100 Allow Tcp * -> * :*"), rule("200 Deny Tcp * -> Apart :*")],
    "Tcp 10.0.0.4 -> Apart :53",
    "Deny: Deny 200",
  ],
  [
    "both ends are of one family",
    [rule("100 Deny Tcp ::/0 -> * :22"), rule("200 Allow Tcp * -> * :22")],
    "Tcp * -> 10.0.0.4 :22",
    "Allow: Allow 200",
  ],
]

test.each(cases)("%s", (_, rules, asked, expected) => {
  expect(told(evaluateFlow(prepare([...rules, denyAll], facts), flow(asked)))).toBe(expected)
})

test("no rule at all", () => {
  expect(told(evaluateFlow(prepare([], facts), flow("Tcp * -> * :22")))).toBe("Unknown: none")
})

test("forty rules that each depend on two groups are still decided", () => {
  const rules = Array.from({ length: 40 }, (_, index) =>
    rule(`${100 + index} Deny Tcp group:a${index} -> group:b${index} :22`),
  )
  const { access, outcomes, undetermined } = evaluateFlow(
    prepare([...rules, rule("200 Allow * * -> * :*")], facts),
    flow("Tcp 10.0.0.4 -> 10.0.0.5 :22"),
  )
  expect([access, outcomes.length, undetermined]).toEqual(["Unknown", 41, false])
})

test("work that is cut off is no answer", () => {
  const rules = Array.from({ length: 40 }, (_, index) =>
    rule(`${100 + index} Deny Tcp group:a${index} -> group:b${index} :22`),
  )
  const verdict = evaluateFlow(prepare([...rules, denyAll], facts), flow("Tcp 10.0.0.4 -> 10.0.0.5 :22"), {
    budget: 100,
  })
  expect([verdict.access, verdict.undetermined]).toEqual(["Unknown", true])
})
