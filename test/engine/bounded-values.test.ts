import fc from "fast-check"
import { expect, test } from "vitest"
import type { Flow } from "../../server/src/engine/flow.ts"
import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import { evaluateFlow } from "../../server/src/engine/questions/evaluate-flow.ts"
import { prepare } from "../../server/src/engine/questions/prepare.ts"
import type { Protocol, SecurityRule } from "../../server/src/engine/security-rule.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import { parsePort } from "../../server/src/values/parse-ports.ts"
import type { PortTerm } from "../../server/src/values/port.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"

const any = [parseAddress("*")] as SecurityRule["source"]
const facts = { about: () => undefined }
const among = (identity: string, oneOf: readonly (string | number)[]) => ({ identity, reason: "of the test", oneOf })

function rule(priority: SecurityRule["priority"], access: "Allow" | "Deny", own: Partial<SecurityRule>): SecurityRule {
  return {
    ...{
      name: `${access} ${isUnknown(priority) ? "?" : priority}`,
      priority,
      direction: "Inbound",
      access,
      protocol: "*",
    },
    ...{ source: any, sourcePorts: [{ first: 0, last: 65535 }], destination: any, possiblyAbsent: false },
    ...{ destinationPorts: [{ first: 0, last: 65535 }], ...own },
  }
}

const flow = (protocol: Protocol, port: number | null): Flow => ({
  ...({ direction: "Inbound", protocol, source: any[0], destination: any[0] } as Flow),
  ...{ sourcePort: port === null ? null : "*", destinationPort: port },
})

const tcpOrUdp = { protocol: among("p", ["Tcp", "Udp"]) }
const all = rule(4096, "Deny", {})

test.each<readonly [string, readonly SecurityRule[], Flow, string]>([
  ["never matches another protocol", [rule(100, "Allow", tcpOrUdp), all], flow("Icmp", null), "Deny"],
  ["possibly matches one of them", [rule(100, "Allow", tcpOrUdp), all], flow("Tcp", 22), "Unknown"],
  [
    "surely matches what all of them hold",
    [rule(100, "Allow", { protocol: among("p", ["Tcp", "*"]) }), all],
    flow("Tcp", 22),
    "Allow",
  ],
  [
    "a priority before the rest whichever it is",
    [rule(among("n", [200, 300]), "Allow", {}), all],
    flow("Tcp", 22),
    "Allow",
  ],
  [
    "a priority that makes a difference",
    [rule(among("n", [200, 300]), "Allow", {}), rule(250, "Deny", {})],
    flow("Tcp", 22),
    "Unknown",
  ],
  [
    "two rules of one unknown priority keep their order to a third",
    [
      rule(among("n", [200, 300]), "Allow", { protocol: "Tcp" }),
      rule(among("n", [200, 300]), "Deny", { protocol: "Udp" }),
      all,
    ],
    flow("Udp", 53),
    "Deny",
  ],
  [
    "a priority of which nothing is known",
    [rule({ identity: "n", reason: "of the test" }, "Allow", {}), all],
    flow("Tcp", 22),
    "Unknown",
  ],
])("a value that is one of a few: %s", (_title, rules, one, access) => {
  const verdict = evaluateFlow(prepare(rules, facts), one)
  expect(verdict.access).toBe(access)
  expect(verdict.outcomes.every(outcome => outcome.rule === null || rules.includes(outcome.rule))).toBe(true)
})

const reachOf = (rules: readonly SecurityRule[]) => analyseRules(rules, facts).judgements.map(({ reach }) => reach)

test("a rule for one of two protocols is dead behind rules for both", () => {
  const both = [rule(100, "Deny", { protocol: "Tcp" }), rule(110, "Deny", { protocol: "Udp" })]
  expect(reachOf([...both, rule(200, "Allow", tcpOrUdp)]).at(-1)).toBe("dead")
  expect(reachOf([...both, rule(200, "Allow", { protocol: among("p", ["Tcp", "Icmp"]) })]).at(-1)).not.toBe("dead")
  expect(reachOf([...both, rule(200, "Allow", { protocol: { identity: "p", reason: "x" } })]).at(-1)).not.toBe("dead")
})

const protocols = ["Tcp", "Udp", "Icmp", "*"] as const
const ports = ["*", "22", "80-443"].map(text => [parsePort(text)] as readonly PortTerm[])
const generated = fc.record({
  protocol: fc.oneof(
    fc.constantFrom(...protocols),
    fc
      .tuple(fc.constantFrom("p", "q"), fc.constantFrom(["Tcp", "Udp"], ["Tcp", "Icmp"], ["Udp", "*"]))
      .map(([identity, oneOf]) => among(`${identity}${oneOf}`, oneOf)),
  ),
  access: fc.constantFrom("Allow" as const, "Deny" as const),
  destinationPorts: fc.constantFrom(...ports),
})

/** The rules with the values chosen, once for each choice. */
function choicesOf(rules: readonly SecurityRule[]): readonly (readonly SecurityRule[])[] {
  const open = rules.map(({ protocol }) => protocol).find(isUnknown)
  if (!open) return [rules]
  return (open.oneOf ?? []).flatMap(value =>
    choicesOf(
      rules.map(each =>
        isUnknown(each.protocol) && each.protocol.identity === open.identity
          ? { ...each, protocol: value as Protocol }
          : each,
      ),
    ),
  )
}

test("what is proved or answered of bounded values holds for every choice of them", () => {
  fc.assert(
    fc.property(
      fc.array(generated, { minLength: 2, maxLength: 6 }),
      fc.constantFrom("Tcp", "Udp"),
      (written, protocol) => {
        const rules = written.map(({ access, ...own }, index) => rule(100 + index, access, own))
        const choices = choicesOf(rules)
        reachOf(rules).forEach((reach, index) => {
          if (reach === "dead") for (const choice of choices) expect(reachOf(choice)[index]).toBe("dead")
        })
        const one = flow(protocol, 22)
        const answers = new Set(choices.map(choice => evaluateFlow(prepare(choice, facts), one).access))
        const { access } = evaluateFlow(prepare(rules, facts), one)
        if (access !== "Unknown") expect([...answers]).toEqual([access])
      },
    ),
    { numRuns: 300 },
  )
})
