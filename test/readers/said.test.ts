import { expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { quietSettings } from "../support/quiet-settings.ts"

function analyse(text: string, language: "json" | "yaml") {
  return analyseDocument({ uri: `file:///a.${language}`, language, text }, quietSettings)
}

test("of several JSON texts in one file the first is read, and that is said", () => {
  const one = '{ "name": "web", "securityRules": [] }'
  for (const more of [one, "[]"]) {
    const { groups, findings } = analyse(`${one}\n${more}`, "json")
    expect(groups.map(({ group }) => [group.name, group.incompleteReason !== undefined])).toEqual([["web", true]])
    expect(findings.map(({ message }) => message)).toEqual([
      "A second JSON text begins here: only the first one is read. What could be read was still checked.",
    ])
  }
})

test("rules that Azure Service Operator may not take leave the group partial", () => {
  const object = (spec: string) => `apiVersion: network.azure.com/v1api20201101
kind: NetworkSecurityGroup
metadata: { name: web, namespace: shop }
spec: { owner: { name: rg }${spec} }
`
  const reasonFor = (spec: string) => analyse(object(spec), "yaml").groups.map(({ group }) => group.incompleteReason)
  expect(reasonFor("")).toEqual([undefined])
  expect(reasonFor(", securityRules: []")).toEqual([
    "rules in its spec are not read; Azure Service Operator has an object for each rule",
  ])
})

test("an NSG that a function of a Composition makes by a template is there, and its rules are not known", () => {
  const composition = (kind: string) => `apiVersion: apiextensions.crossplane.io/v1
kind: Composition
metadata: { name: net }
spec:
  mode: Pipeline
  pipeline:
    - step: render
      input:
        kind: GoTemplate
        inline:
          template: |
            {{ range .observed.composite.resource.spec.groups }}
            apiVersion: network.azure.upbound.io/v1beta1
            kind: ${kind}
            spec: { forProvider: { securityRule: [ { name: a } ] } }
            ---
            {{ end }}
`
  const groupsOf = (kind: string) => analyse(composition(kind), "yaml").groups.map(({ group }) => group)
  expect(groupsOf("SecurityGroup")).toMatchObject([
    {
      rules: [],
      incompleteReason: "a function of the pipeline makes this NSG and its rules, which are not read",
    },
  ])
  expect(groupsOf("VirtualNetwork")).toEqual([])
})
