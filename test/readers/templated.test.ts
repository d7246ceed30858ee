import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"

const head = `apiVersion: network.azure.upbound.io/v1beta1
kind: SecurityGroup
metadata:
  name: web
spec:
  forProvider:
    securityRule:
`

const rule = (name: string, port = "22") => `    - name: ${name}
      priority: 100
      direction: Inbound
      access: Allow
      protocol: Tcp
      sourceAddressPrefix: "*"
      sourcePortRange: "*"
      destinationAddressPrefix: "*"
      destinationPortRange: ${port}
`

// Rules, each with a question mark where it may be absent; and whether there may be others.
test.each([
  ["no directive", `${head}${rule("a")}`, ["a"], true],
  ["directives around the group", `{{- if .x }}\n${head}${rule("a")}{{- end }}\n`, ["a"], true],
  [
    "a condition around a rule",
    `${head}${rule("a")}    {{- if .x }}\n${rule("b")}    {{- end }}\n`,
    ["a", "b?"],
    false,
  ],
  [
    "a condition with another case",
    `${head}{{- if .x }}\n${rule("a")}{{- else }}\n${rule("b")}{{- end }}\n${rule("c")}`,
    ["a?", "b?", "c"],
    false,
  ],
  ["rules from elsewhere behind the last", `${head}${rule("a")}    {{- toYaml .rules | nindent 4 }}\n`, ["a"], false],
  ["nothing but rules from elsewhere", `${head}{{ include "rules" . | indent 4 }}\n`, [], false],
  [
    "fields from elsewhere",
    `${head}${rule("a")}      {{- toYaml .more | nindent 6 }}\n${rule("b")}`,
    ["a?", "b"],
    false,
  ],
  ["a directive behind the group", `${head}${rule("a")}---\n{{- if .x }}\nkind: Other\n{{- end }}\n`, ["a"], true],
])("%s", (_name, text, rules, complete) => {
  const [group] = readDocument(parseText(text, "yaml", defaultBounds))?.groups ?? []
  expect(group?.rules.map(({ name, possiblyAbsent }) => (possiblyAbsent ? `${name}?` : name))).toEqual(rules)
  expect(group?.incompleteReason === undefined).toBe(complete)
})

test("what is missing of a rule may come from a directive in it", () => {
  const text = `${head}    - name: a\n      priority: 100\n      {{- include "rest" . | nindent 6 }}\n`
  const [group] = readDocument(parseText(text, "yaml", defaultBounds))?.groups ?? []
  expect(group?.rules.map(({ problems }) => problems)).toEqual([[]])
})

test("the same template in a loop and outside of it is not the same value", () => {
  const port = "{{ .port }}"
  const text = `${head}${rule("a", port)}${rule("b", port)}{{- range .list }}\n${rule("c", port)}${rule("d", port)}{{- end }}\n`
  const [group] = readDocument(parseText(text, "yaml", defaultBounds))?.groups ?? []
  const [a, b, c, d] =
    group?.rules.map(({ destinationPorts: [term] }) => term && "unknown" in term && term.unknown.identity) ?? []
  expect([a === b, b === c, c === d]).toEqual([true, false, true])
})

const asoGroup = "apiVersion: network.azure.com/v1\nkind: NetworkSecurityGroup\nmetadata: { name: web }\nspec: {}\n"
const asoRule = (name: string) =>
  `apiVersion: network.azure.com/v1\nkind: NetworkSecurityGroupsSecurityRule\nmetadata: { name: ${name} }\nspec:\n  owner: { name: web }\n  priority: 100\n`

// Rules in documents of their own: each with a question mark where it may be absent; and whether there may be others.
test.each([
  ["no directive", `${asoGroup}---\n${asoRule("a")}`, ["a"], true],
  ["a block around a rule", `${asoGroup}{{- if .x }}\n---\n${asoRule("a")}{{- end }}\n`, ["a?"], false],
  ["a block in a rule", `${asoGroup}---\n${asoRule("a")}  {{- if .x }}\n  access: Deny\n  {{- end }}\n`, ["a?"], false],
  [
    "a block around the rule behind",
    `${asoGroup}---\n${asoRule("a")}{{- if .x }}\n---\n${asoRule("b")}{{- end }}\n`,
    ["a", "b?"],
    false,
  ],
  ["one block around all", `{{- if .x }}\n${asoGroup}---\n${asoRule("a")}{{- end }}\n`, ["a"], true],
  ["a rule whose group is elsewhere", `{{- if .x }}\n${asoRule("a")}{{- end }}\n`, ["a?"], false],
  [
    "other objects in a block",
    `${asoGroup}---\n${asoRule("a")}---\n{{- if .x }}\nkind: Other\n{{- end }}\n`,
    ["a"],
    true,
  ],
])("a rule's own document: %s", (_name, text, rules, complete) => {
  const [group] = readDocument(parseText(text, "yaml", defaultBounds))?.groups ?? []
  expect(group?.rules.map(({ name, possiblyAbsent }) => (possiblyAbsent ? `${name}?` : name))).toEqual(rules)
  expect(group?.incompleteReason === undefined).toBe(complete)
})

test("what stands in a block of a rule is unknown, and of a list what stands outside is known", () => {
  const lines = [
    "access: Allow",
    "{{- if .x }}",
    "sourceAddressPrefix: Internet",
    "{{- else }}",
    "sourceAddressPrefixes: [10.0.0.0/8]",
    "{{- end }}",
    "destinationAddressPrefix: '*'",
    "destinationPortRanges:",
    "  - 22",
    "  {{- range .ports }}",
    "  - 80",
    "  {{- end }}",
    "protocol: Tcp",
  ]
  const text = `${asoGroup}---\n${asoRule("a")}${lines.map(line => `  ${line}\n`).join("")}`
  const [rule] = readDocument(parseText(text, "yaml", defaultBounds))?.groups[0]?.rules ?? []
  expect(rule).toMatchObject({
    access: "Allow",
    protocol: "Tcp",
    direction: { text: "{{- if .x }}" },
    source: [{ kind: "unknown" }],
    sourcePorts: [{ unknown: {} }],
    destination: [{ kind: "any" }],
    destinationPorts: [{ first: 22, last: 22 }, { unknown: {} }],
    problems: [],
  })
  expect(rule?.at.terms.destinationPorts).toHaveLength(2)
  expect(rule?.written.unknown).toEqual(
    expect.arrayContaining(["sourceAddressPrefixes", "destinationPortRanges", "direction"]),
  )
})

test("a dialect's default may be replaced by what a directive brings in", () => {
  const task = (more: string) =>
    `- azure_rm_securitygroup:\n    name: web\n    rules:\n      - name: a\n        priority: 100\n${more}`
  const accesses = ["", "        {{ toYaml .more | nindent 8 }}\n"].map(more => {
    const [rule] = readDocument(parseText(task(more), "yaml", defaultBounds))?.groups[0]?.rules ?? []
    return rule && isUnknown(rule.access) ? "?" : rule?.access
  })
  expect(accesses).toEqual(["Allow", "?"])
})

test("a condition of Azure Pipelines in the place of a rule, or of its properties, stands for any of them", () => {
  const text =
    `${head}${rule("a")}    - $` +
    "{{ if eq(x, 'y') }}:\n      - name: b\n        priority: 1\n    - name: c\n      $" +
    "{{ if z }}:\n        access: Deny\n"
  const [group] = readDocument(parseText(text, "yaml", defaultBounds))?.groups ?? []
  expect(group?.incompleteReason === undefined).toBe(false)
  expect(group?.rules.map(({ name, problems, unknownKeys }) => [name, problems, unknownKeys])).toEqual([
    ["a", [], []],
    ["c", [], []],
  ])
})

test.each([
  "  {{- toYaml .rest | nindent 2 }}\n",
  "  {{- with .rest }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n",
])("what is brought in at the end of a document is the rule's own: %s", more => {
  const object = (kind: string, spec: string) =>
    `apiVersion: network.azure.com/v1api20220701\nkind: ${kind}\nmetadata: { name: web }\nspec:\n${spec}`
  const text = [
    object("NetworkSecurityGroup", "  location: x\n"),
    object("NetworkSecurityGroupsSecurityRule", `  owner: { name: web }\n  priority: 100\n${more}`),
    object("VirtualNetwork", "  location: y\n"),
  ].join("---\n")
  const [group] = readDocument(parseText(text, "yaml", defaultBounds))?.groups ?? []
  expect(group?.incompleteReason === undefined).toBe(false)
  expect(group?.rules.map(({ problems }) => problems)).toEqual([[]])
})
