import { expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { quietSettings } from "../support/quiet-settings.ts"

type Write = (name: string, priority: number, access: string) => string

const values =
  'protocol: "*", direction: Inbound, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*"'

const asoGroup = "apiVersion: network.azure.com/v1\nkind: NetworkSecurityGroup\nmetadata: { name: web }\nspec: {}\n"
const asoRule: Write = (name, priority, access) =>
  `---\napiVersion: network.azure.com/v1\nkind: NetworkSecurityGroupsSecurityRule\nmetadata: { name: ${name} }\nspec: { owner: { name: web }, priority: ${priority}, access: ${access}, ${values} }\n`
const upboundRule: Write = (name, priority, access) =>
  `    - name: ${name}\n      base: { apiVersion: network.azure.upbound.io/v1beta1, kind: SecurityRule, metadata: { name: ${name} }, spec: { forProvider: { networkSecurityGroupNameSelector: { matchControllerRef: true }, priority: ${priority}, access: ${access}, ${values} } } }\n`
const upboundHead =
  "kind: Composition\napiVersion: apiextensions.crossplane.io/v1\nspec:\n  resources:\n    - base: { apiVersion: network.azure.upbound.io/v1beta1, kind: SecurityGroup, metadata: { name: web }, spec: {} }\n"
const capzHead =
  "apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: AzureCluster\nmetadata: { name: c }\nspec:\n  networkSpec:\n    subnets:\n      - securityGroup:\n          name: web\n          securityRules:\n"
const capzRule: Write = (name, priority, access) =>
  `            - { name: ${name}, priority: ${priority}, direction: Inbound, action: ${access}, protocol: "*", source: "*", sourcePorts: "*", destination: "*", destinationPorts: "*" }\n`
const ansibleHead = "- azure_rm_securitygroup:\n    name: web\n    purge_rules: true\n    rules:\n"
const ansibleRule: Write = (name, priority, access) =>
  `      - name: ${name}\n        priority: ${priority}\n        access: ${access}\n`
const azRule: Write = (name, priority, access) =>
  `  { "name": "${name}", "priority": ${priority}, "access": "${access}", "direction": "Inbound", "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" },\n`

const helm = ["{{- if .Values.open }}", "{{- else if .Values.half }}", "{{- end }}"] as const
const jinja = ["{% if open %}", "{% else %}", "{% endif %}"] as const

const places: readonly (readonly [string, readonly [string, string, string], string, Write, string])[] = [
  ["documents of Azure Service Operator", helm, asoGroup, asoRule, ""],
  ["resources of a Crossplane Composition", helm, upboundHead, upboundRule, ""],
  ["a list of Cluster API", helm, capzHead, capzRule, ""],
  ["a list of Ansible", jinja, ansibleHead, ansibleRule, ""],
  [
    "variables of Ansible's",
    jinja,
    "web:\n",
    (...rule) => `${ansibleRule(...rule)}        destination_port_range: 22\n`,
    "",
  ],
  ["ERB around a list", ["<% if a %>", "<% else %>", "<% end %>"], ansibleHead, ansibleRule, ""],
  ["az output with Jinja", jinja, '{ "name": "web", "securityRules": [\n', azRule, "] }\n"],
]

const language = (name: string) => (name.startsWith("az") ? "json" : "yaml")

test.each(places)("%s: branches exclude each other", (name, [open, otherwise, end], head, rule, tail) => {
  const text = `${head}${open}\n${rule("a", 100, "Deny")}${otherwise}\n${rule("a", 100, "Allow")}${end}\n${tail}`
  expect(judge(text, language(name))).toEqual({ rules: ["a?", "a?"], complete: false, codes: [] })
})

test.each(places)("%s: rules of one branch are there together", (name, [open, otherwise, end], head, rule, tail) => {
  const text = `${head}${open}\n${rule("b", 100, "Allow")}${otherwise}\n${rule("a", 100, "Allow")}${rule("a", 100, "Allow")}${end}\n${tail}`
  const codes = ["duplicate-name", "duplicate-priority"]
  expect(judge(text, language(name))).toMatchObject({ rules: ["b?", "a?", "a?"], complete: false, codes })
})

test.each(places)(
  "%s: a rule in a block takes nothing from one outside for sure",
  (name, [open, , end], head, rule, tail) => {
    const text = `${head}${open}\n${rule("a", 100, "Deny")}${end}\n${rule("b", 200, "Allow")}${tail}`
    expect(judge(text, language(name))).toEqual({ rules: ["a?", "b"], complete: false, codes: [] })
  },
)

test("a rule of an inner block is there only together with those around it; equal conditions hold together", () => {
  const inner = `${capzHead}{{ if .a }}\n${capzRule("a", 100, "Allow")}{{ if .b }}\n${capzRule("a", 101, "Allow")}{{ end }}\n{{ end }}\n`
  expect(judge(inner, "yaml").codes).toEqual(["duplicate-name", "shadowed-rule"])
  const equal = `${capzHead}{{ if .a }}\n${capzRule("a", 100, "Allow")}{{ end }}\n{{ if .a }}\n${capzRule("a", 101, "Allow")}{{ end }}\n`
  expect(judge(equal, "yaml").codes).toEqual(["duplicate-name", "shadowed-rule"])
  expect(judge(equal.replace("{{ if .a }}", "{{ if .b }}"), "yaml").codes).toEqual([])
})

test("a key in each branch is not written twice; two in one branch are", () => {
  const rule = (inside: string) => `${ansibleHead}      - name: a\n        priority: 100\n${inside}`
  const one = "        protocol: Tcp\n"
  const other = "        protocol: Udp\n"
  expect(judge(rule(`{% if a %}\n${one}{% else %}\n${other}{% endif %}\n`), "yaml").codes).toEqual([])
  expect(judge(rule(`{% if a %}\n${one}${other}{% endif %}\n`), "yaml").codes).toEqual(["duplicate-key"])
})

function judge(text: string, language: "json" | "yaml") {
  const { groups, findings } = analyseDocument({ uri: "file:///x", language, text }, quietSettings)
  const [{ group } = { group: undefined }] = groups
  return {
    rules: group?.rules.map(({ name, possiblyAbsent }) => (possiblyAbsent ? `${name}?` : name)),
    complete: group?.incompleteReason === undefined,
    codes: findings.map(({ code }) => code).toSorted(),
  }
}
