import { expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { describeRemarks } from "../../server/src/features/assumption-text.ts"
import { isProblem, parseFlow } from "../../server/src/features/flow-text.ts"
import { verification } from "../../server/src/features/verification.ts"
import { noNetwork } from "../../server/src/judging/network-context.ts"
import { type FlowVerdict, verifyFlow } from "../../server/src/judging/verify-flow.ts"

const rule = (name: string, priority: number, access: string, rest: string) =>
  `- { name: ${name}, priority: ${priority}, direction: Inbound, access: ${access}, sourcePortRange: "*", destinationAddressPrefix: "*", ${rest} }`

const none: readonly string[] = []
const some = [
  rule("web", 100, "Allow", 'protocol: "*", sourceAddressPrefix: "*", destinationPortRange: 80-90'),
  rule("half", 110, "Deny", 'protocol: Tcp, sourceAddressPrefix: 0.0.0.0/1, destinationPortRange: "*"'),
  rule("office", 120, "Allow", 'protocol: Udp, sourceAddressPrefix: 10.1.0.32/28, destinationPortRange: "*"'),
]

function ask(line: string, rules: readonly string[]): FlowVerdict {
  const list = rules.length === 0 ? "securityRules: []" : `securityRules:\n${rules.join("\n")}`
  const text = `name: web\n${list}\n`
  const { groups } = analyseDocument({ uri: "file:///web.yaml", language: "yaml", text }, defaultSettings)
  const flow = parseFlow(line)
  if (isProblem(flow) || !groups[0]) throw new Error(isProblem(flow) ? flow.problem : "no group")
  return verifyFlow(groups[0], flow, noNetwork)
}

const example = (line: string, rules: readonly string[]) =>
  describeRemarks(ask(line, rules)).find(sentence => sentence.startsWith("For example"))

test.each([
  [
    "inbound tcp * -> *:443",
    none,
    "For example, tcp 10.0.0.5:50000 (in VirtualNetwork) -> 10.0.0.4:443 is allowed and tcp 203.0.113.7:50000 -> 10.0.0.4:443 is denied.",
  ],
  [
    "inbound udp * -> *:*",
    some,
    "For example, udp 203.0.113.7:50000 -> 10.0.0.4:80 is allowed and udp 203.0.113.7:50000 -> 10.0.0.4:443 is denied.",
  ],
  [
    "inbound tcp 0.0.0.0/0 -> 10.0.0.0/8:*",
    some,
    "For example, tcp 203.0.113.7:50000 -> 10.0.0.4:80 is allowed and tcp 10.0.0.4:50000 -> 10.0.0.5:443 is denied.",
  ],
] as const)("%s is told with hosts that one meets", (line, rules, told) => {
  expect(example(line, rules)).toBe(told)
})

test("an address that the flow is about is none to be replaced", () => {
  const probes = [rule("no-probes", 100, "Deny", 'protocol: "*", sourceAddressPrefix: "*", destinationPortRange: 80')]
  expect(example("inbound tcp 168.63.129.16 -> 10.0.0.4:*", probes)).toBe(
    "For example, tcp 168.63.129.16:50000 -> 10.0.0.4:443 is allowed and tcp 168.63.129.16:50000 -> 10.0.0.4:80 is denied.",
  )
  const low = [rule("low", 100, "Deny", 'protocol: "*", sourceAddressPrefix: "*", destinationPortRange: 80')]
  expect(example("inbound tcp 0.0.0.0/8 -> 10.0.0.4:*", low)).toBeUndefined()
})

test("every packet named is one that its rule decides", () => {
  for (const line of ["inbound tcp * -> *:*", "inbound udp * -> *:*", "inbound tcp 0.0.0.0/0 -> 10.0.0.0/8:*"]) {
    const { parts = [] } = verification(ask(line, some))
    expect(parts.length).toBeGreaterThan(2)
    for (const { example: packet = "", access, ruleName } of parts) {
      // Only of a destination outside the virtual network the probes are left to the rule for them.
      if (ruleName === "defaultSecurityRules/AllowAzureLoadBalancerInBound") continue
      // What is said to lie in a set decides as soon as it does.
      const single = ask(`inbound ${packet.replace(/ \(in [^)]*\)/g, "")}`, some)
      const ended = single.outcomes.filter(one => one.access === access).map(({ rule: by }) => by?.name)
      expect(ended, packet).toContain(ruleName?.replace(/^.*\//, ""))
      if (!packet.includes("(in ")) expect(single.access, packet).toBe(access)
    }
  }
})
