import { expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { quietSettings } from "../support/quiet-settings.ts"
import { azGroup } from "../support/sample-groups.ts"

const whole = azGroup("web", [
  { name: "open", priority: 100 },
  { name: "close", priority: 200, access: "Deny" },
])

test("a group that is whole is complete", () => {
  expect(judge(whole).groups).toEqual(["web, complete"])
})

test("a group that the text breaks off in is partial, and keeps the findings of what can be read", () => {
  const cut = whole.slice(0, whole.lastIndexOf("]"))
  expect(judge(cut)).toEqual({ groups: ["web, partial"], codes: ["shadowed-rule", "unreadable-document"] })
})

test("a rule that is being typed lacks nothing yet, wherever its text breaks off, and the next one is judged", () => {
  const before = whole.slice(0, whole.lastIndexOf("]"))
  const typed = '{ "name": "http", "priority": 300, "access": "Allow", "protocol": "Tcp" }'
  const faulty = Array.from(typed, (_, length) => `${before}, ${typed.slice(0, length + 1)}`)
    .filter(cut => lacks(cut).length > 0)
    .map(cut => cut.slice(before.length + 2))
  expect(faulty).toEqual([])
  expect(lacks(`${before}, { "name": "http", "direc },\n { "name": "next" } ] }`)).toEqual(["next"])
})

test("a key whose closing quote is missing, with its list behind it, breaks its own rule off", () => {
  const typed = '{ "name": "http", "destinationPortRanges: ["443"], "priority": 300 }'
  expect(lacks(`${whole.slice(0, whole.lastIndexOf("]"))}, ${typed} ] }`)).toEqual([])
})

test.each(['"securityRules"', '"azurerm_network_security_group"', '"DefaultSecurityRules"'])(
  "a broken text of which nothing can be read was meant to hold a group where it says %s",
  word => {
    expect(judge(`{ "resource": [ "a": ${word}: [ }`).codes).toContain("unreadable-document")
  },
)

test.each(["Inbound", "AzureLoadBalancer", "10.0.0.0/24", "65000-65535"])(
  "%s, a word that is being typed, is not judged before its quote is closed",
  word => {
    const property = { Inbound: "direction", "65000-65535": "destinationPortRange" }[word] ?? "sourceAddressPrefix"
    const starts = Array.from(word, (_, length) => `"${property}": "${word.slice(0, length + 1)}`)
    const before = `${whole.slice(0, whole.lastIndexOf("]"))}, { "name": "http", `
    const rest = `\n    "access": "Allow" },\n    { "name": "deny", "priority": 300, "access": "Denied" } ] }`
    const judged = starts.flatMap(start => [judge(`${before}${start}`).codes, judge(`${before}${start}${rest}`).codes])
    const expected = (codes: readonly string[]) => codes.filter(code => code !== "unreadable-document")
    expect(judged.map(expected)).toEqual(
      starts.flatMap(() => [["shadowed-rule"], ["shadowed-rule", "missing-property", "invalid-rule"]]),
    )
  },
)

test.each([
  ["json", '"access": "Allow", "priority": 1\n "direction": "Inbound", "protocol": "Tcp" } ] }'],
  ["json", '"access": "Allow", "direction": "Inbound", "protocol": "Tc" '],
  ["yaml", "access: Allow, direction: Inbound, priority: 1"],
  ["yaml", '"access": "Allow", "direction": "Inb\n  "protocol": "Tcp" } ] }'],
] as const)("the word at which %s breaks off is not judged: %s", (language, rule) => {
  const text = `${whole.slice(0, whole.lastIndexOf("]"))}, { "name": "http", ${rule}`
  const { groups, findings } = analyseDocument({ uri: "a", language, text }, quietSettings)
  expect(groups[0]?.group.rules).toHaveLength(3)
  expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(["shadowed-rule", "unreadable-document"]))
})

const playbook = (lines: string) => `- azure_rm_securitygroup:
    name: web
    rules:
      - name: open
        priority: 110
        destination_port_range: 22
${lines}
      - name: close
        priority: 200
        access: Deny
        protocol: Tcp
        destination_port_range: 22
`

test.each([
  ["a wrong indentation", "     sour"],
  ["an item that begins", "    - "],
  ["an open quote", "        description: 'what is"],
  ["an open quote in double quotes", '      - name: "htt'],
  ["an open bracket", "        source_address_prefix: ["],
  ["a word that is no key yet", "        dest"],
])("YAML: %s leaves the rules around it, is one fault, and proves nothing", (_name, line) => {
  const text = playbook(line)
  const { groups, findings } = analyseDocument({ uri: "a.yml", language: "yaml", text }, quietSettings)
  const names = groups.flatMap(({ group }) => group.rules.map(({ name }) => name))
  expect(names).toEqual(expect.arrayContaining(["open", "close"]))
  expect(findings.filter(({ rule }) => rule?.name !== "close").map(({ code }) => code)).toEqual(["unreadable-document"])
  const [fault] = findings.filter(({ code }) => code === "unreadable-document")
  expect(text.slice(0, fault?.range.start).split("\n")).toHaveLength(
    text.slice(0, text.indexOf(`${line}\n`)).split("\n").length,
  )
})

test("a rule that is not finished is not taken for what it has by default", () => {
  const text = playbook(
    '      - name: all\n        priority: 100\n        protocol: Tcp\n        destination_port_range: "443',
  )
  const { findings } = analyseDocument({ uri: "a.yml", language: "yaml", text }, quietSettings)
  expect(findings.map(({ code, data }) => [code, data.coveredBy])).toEqual([
    ["unreadable-document", undefined],
    ["shadowed-rule", ["open"]],
  ])
})

test("a rule that is whole lacks what is not written, though the text breaks off behind it", () => {
  const cut = `${whole.slice(0, whole.lastIndexOf("]"))}, { "name": "http" }, { "name": "next", `
  expect(new Set(lacks(cut))).toEqual(new Set(["http"]))
})

test("a fault elsewhere in the document leaves the group complete", () => {
  expect(judge(`[${whole}, { "name": tru }]`).groups).toEqual(["web, complete"])
})

test.each([
  '{"type":"Microsoft.Network/networkSecurityGroups","name":"n","properties":{',
  '{"resources":[{"type":"Microsoft.Network/networkSecurityGroups" "name":"n"',
])("a broken attempt at a group is reported: %s", text => {
  const { codes } = judge(text)
  expect(new Set(codes)).toEqual(new Set(["unreadable-document"]))
})

test("a broken document that names no group is nobody's business", () => {
  expect(judge('{"note": "a securityRule or two", ').codes).toEqual([])
})

/** The names of the rules that something is said to be missing in. */
function lacks(text: string) {
  const { findings } = analyseDocument({ uri: "a.json", language: "json", text }, quietSettings)
  return findings.flatMap(({ rule, data }) => (rule && data.reason === "missing" ? [rule.name] : []))
}

function judge(text: string) {
  const { groups, findings } = analyseDocument({ uri: "a.json", language: "json", text }, quietSettings)
  return {
    groups: groups.map(
      ({ group }) => `${group.name}, ${group.incompleteReason === undefined ? "complete" : "partial"}`,
    ),
    codes: findings.map(({ code }) => code),
  }
}
