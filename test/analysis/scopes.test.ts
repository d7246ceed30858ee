import { expect, test } from "vitest"
import { analyseText } from "../../server/src/analysis/analyse-document.ts"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { isProblem, parseFlow } from "../../server/src/features/flow-text.ts"
import { noNetwork } from "../../server/src/judging/network-context.ts"
import { verifyFlow } from "../../server/src/judging/verify-flow.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { plainRule } from "../support/plain-rule.ts"

/**
 * The group `web` denies at first what `late` allows behind it, both from a source that is not known. Only where both
 * sources are surely one value does `late` never match.
 */

const type = "Microsoft.Network/networkSecurityGroups"
const apiVersion = "2023-09-01"
const open = { x: { type: "string" } }
const fromX = { sourceAddressPrefix: "[parameters('x')]" }

function rule(priority: number, access: string, own: object) {
  return { ...plainRule, priority, access, ...own }
}

const group = (own: object, ...others: object[]) => ({
  ...{ type, apiVersion, name: "web" },
  properties: { securityRules: [{ name: "first", properties: rule(100, "Deny", own) }, ...others] },
})

const late = (own: object, more: object = {}) => ({
  ...{ type: `${type}/securityRules`, apiVersion, name: "web/late", properties: rule(200, "Allow", own), ...more },
})

const template = (parameters: object, ...resources: object[]) => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  ...{ parameters, resources },
})

const deployment = (name: string, scope: "inner" | "outer", inner: object, given: object = {}) => ({
  ...{ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name },
  properties: { mode: "Incremental", expressionEvaluationOptions: { scope }, parameters: given, template: inner },
})

const terraform = {
  group: {
    resource: {
      azurerm_network_security_group: { web: { name: "web", security_rule: [terraformRule("first", 100, "Deny")] } },
    },
  },
  late: {
    resource: {
      azurerm_network_security_rule: {
        late: {
          ...terraformRule("late", 200, "Allow"),
          network_security_group_name: `\${azurerm_network_security_group.web.name}`,
        },
      },
    },
  },
}

function terraformRule(name: string, priority: number, access: string) {
  return {
    ...{ name, priority, access, direction: "Inbound", protocol: "*", source_address_prefix: `\${var.x}` },
    ...{ source_port_range: "*", destination_address_prefix: "*", destination_port_range: "*" },
  }
}

type Files = Readonly<Record<string, object>>

test.each<readonly [string, Files]>([
  [
    "two rules of one list",
    { "a.json": template(open, group(fromX, { name: "late", properties: rule(200, "Allow", fromX) })) },
  ],
  ["a group and a rule of one template", { "a.json": template(open, group(fromX), late(fromX)) }],
  [
    "a template and a deployment in it of outer scope",
    { "a.json": template(open, group(fromX), deployment("d", "outer", template({}, late(fromX)))) },
  ],
  [
    "a template and a deployment in it that is given the value",
    {
      "a.json": template(
        open,
        group(fromX),
        deployment("d", "inner", template({ y: open.x }, late({ sourceAddressPrefix: "[parameters('y')]" })), {
          y: { value: "[parameters('x')]" },
        }),
      ),
    },
  ],
  ["the files of one Terraform module", { "a/main.tf.json": terraform.group, "a/rules.tf.json": terraform.late }],
])("an expression is one value in %s", (_, files) => {
  expect(judge(files)).toEqual({ dead: ["late"], deciders: ["first", "DenyAllInBound"] })
})

test.each<readonly [string, Files]>([
  ["two templates", { "a.json": template(open, group(fromX)), "b.json": template(open, late(fromX)) }],
  [
    "a template and a deployment in it with a parameter of its own",
    { "a.json": template(open, group(fromX), deployment("d", "inner", template(open, late(fromX)))) },
  ],
  [
    "two deployments of one template",
    {
      "a.json": template(
        {},
        deployment("d", "inner", template(open, group(fromX))),
        deployment("e", "inner", template(open, late(fromX))),
      ),
    },
  ],
  [
    "two templates, of which one asks for a variable of the same name",
    {
      "a.json": {
        ...template(open, group({ sourceAddressPrefix: "[variables('v')]" })),
        variables: { v: "[parameters('x')]" },
      },
      "b.json": {
        ...template(open, late({ sourceAddressPrefix: "[variables('v')]" })),
        variables: { v: "[parameters('x')]" },
      },
    },
  ],
])("an expression is another value in %s", (_, files) => {
  expect(judge(files)).toEqual({ dead: [], deciders: ["first", "late", "DenyAllInBound"] })
})

test("a condition of one template says nothing of the same text in another", () => {
  const parameters = { c: { type: "bool" } }
  const condition = "[parameters('c')]"
  const empty = { ...{ type, apiVersion, name: "web" }, properties: {} }
  const first = { ...late({}, { name: "web/first", condition }), properties: rule(100, "Deny", {}) }
  const one = { "a.json": template(parameters, empty, first, late({}, { condition })) }
  const two = {
    "a.json": template(parameters, empty, first),
    "b.json": template(parameters, late({}, { condition })),
  }
  expect(judge(one).dead).toEqual(["late"])
  expect(judge(two)).toEqual({ dead: [], deciders: ["first", "late", "DenyAllInBound"] })
})

test("each template has the values of its own parameter file", () => {
  const files = { "a.json": template(open, group(fromX)), "b.json": template(open, late(fromX)) }
  const [wide, inside, beside] = ["203.0.113.0/24", "203.0.113.0/25", "10.0.0.0/8"]
  expect(judge(files, { "a.json": { x: wide } }).dead).toEqual([])
  expect(judge(files, { "a.json": { x: wide }, "b.json": { x: beside } }).dead).toEqual([])
  expect(judge(files, { "a.json": { x: wide }, "b.json": { x: inside } }).dead).toEqual(["late"])
})

/** Which rules never match of the one group that the files make together, and which may decide a flow. */
function judge(files: Files, values: Readonly<Record<string, object>> = {}) {
  const texts = Object.entries(files).map(([uri, content]) =>
    readText({ uri, language: "json", text: JSON.stringify(content) }, defaultSettings, {
      parameterFile: parametersOf(uri, values[uri]),
    }),
  )
  const index = indexResources(texts.map(indexedText))
  const groups = texts.flatMap(text => analyseText(text, index, defaultSettings).groups)
  const [judged, ...others] = groups
  const flow = parseFlow("inbound tcp 203.0.113.7:50000 -> 10.0.0.4:443")
  if (!judged || others.length > 0 || isProblem(flow)) throw new Error(`${groups.length} groups`)
  return {
    dead: judged.analysis.judgements
      .filter(({ reach, rule }) => reach === "dead" && ["first", "late"].includes(rule.name))
      .map(({ rule }) => rule.name),
    deciders: verifyFlow(judged, flow, noNetwork).outcomes.map(({ rule }) => rule?.name),
  }
}

function parametersOf(uri: string, values: object | undefined) {
  if (!values) return undefined
  const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  return { uri: `${uri}.parameters`, syntax: parseText(JSON.stringify({ parameters }), "json", defaultSettings.limits) }
}
