import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

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
  expect(group?.complete).toBe(complete)
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
