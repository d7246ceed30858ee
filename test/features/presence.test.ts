import { expect, test } from "vitest"
import { MarkupContent } from "vscode-languageserver-types"
import { codeLenses } from "../../server/src/features/code-lens.ts"
import { effectiveRules, effectiveRulesText } from "../../server/src/features/effective-rules.ts"
import { isProblem, parseFlow } from "../../server/src/features/flow-text.ts"
import { hover } from "../../server/src/features/hover.ts"
import { verification } from "../../server/src/features/verification.ts"
import { summariseVerdict } from "../../server/src/features/verification-text.ts"
import { noNetwork } from "../../server/src/judging/network-context.ts"
import { verifyFlow } from "../../server/src/judging/verify-flow.ts"
import { open } from "./support.ts"

const type = "Microsoft.Network/networkSecurityGroups"
const group = (more: object = {}) => ({ type, apiVersion: "2023-09-01", name: "web", location: "x", ...more })
const rule = (name: string, priority: number, access: string, port: string, more: object = {}) => ({
  ...{ type: `${type}/securityRules`, apiVersion: "2023-09-01", name: `web/${name}` },
  properties: {
    ...{ priority, direction: "Inbound", access, protocol: "Tcp", sourceAddressPrefix: "*", sourcePortRange: "*" },
    ...{ destinationAddressPrefix: "*", destinationPortRange: port },
  },
  ...more,
})

function opened(...resources: object[]) {
  const parameters = {
    open: { type: "bool" },
    off: { type: "bool", defaultValue: false },
    on: { type: "bool", defaultValue: true },
    n: { type: "int", defaultValue: 0 },
  }
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    ...{ parameters, resources },
  }
  return open(`$0${JSON.stringify(template, undefined, 1)}`, "json")
}

/** The verdict on a flow to a port in one sentence, and what is said of presence and parameters. */
function verdict(port: number, ...resources: object[]): string[] {
  const { analysed } = opened(...resources)
  const flow = parseFlow(`inbound tcp 8.8.8.8:1 -> 10.0.0.4:${port}`)
  if (isProblem(flow)) throw new Error(flow.problem)
  const found = verifyFlow(analysed.groups[0]!, flow, noNetwork, analysed)
  const { assumptions } = verification(found)
  return [summariseVerdict(found), ...assumptions.filter(one => /deployed|parameter/i.test(one))]
}

const off = { condition: "[parameters('off')]" }
const whenOpen = { condition: "[parameters('open')]" }
const closed = { condition: "[not(parameters('open'))]" }
const loop = { copy: { name: "c", count: "[parameters('n')]" } }

test.each<readonly [string, readonly object[], readonly string[]]>([
  [
    "a condition that is false by default leaves the rule out, and that is said",
    [group(), rule("a", 100, "Allow", "443", off)],
    [
      'Deny: inbound tcp 8.8.8.8:1 -> 10.0.0.4:443, by "DenyAllInBound" (65500) of web.',
      "\"a\" (100) is not deployed by default: [parameters('off')] is false.",
      "Parameter off has its default value; a deployment may set another.",
    ],
  ],
  [
    "one that is true by default is so, and that is said",
    [group(), rule("a", 100, "Allow", "443", { condition: "[parameters('on')]" })],
    [
      'Allow: inbound tcp 8.8.8.8:1 -> 10.0.0.4:443, by "a" (100) of web.',
      "Parameter on has its default value; a deployment may set another.",
    ],
  ],
  [
    "a loop that runs zero times by default makes no rule, and that is said",
    [group(), rule("a", 100, "Allow", "443", loop)],
    [
      'Deny: inbound tcp 8.8.8.8:1 -> 10.0.0.4:443, by "DenyAllInBound" (65500) of web.',
      '"a" (100) is not deployed by default: its loop runs 0 times.',
      "Parameter n has its default value; a deployment may set another.",
    ],
  ],
  [
    "of such a loop's rule nothing is said where it has no part in the flow",
    [group(), rule("a", 100, "Allow", "22", loop)],
    [
      'Deny: inbound tcp 8.8.8.8:1 -> 10.0.0.4:443, by "DenyAllInBound" (65500) of web.',
      "Parameter n has its default value; a deployment may set another.",
    ],
  ],
  [
    "one condition of two rules is asked for once",
    [group(), rule("a", 100, "Allow", "443", whenOpen), rule("b", 200, "Deny", "*", whenOpen)],
    [
      'Depends: Allow if "a" is deployed, otherwise Deny.',
      'Allow if "a" is deployed, otherwise Deny (DenyAllInBound).',
      "Parameter open has no value. Set it in a parameter file beside the template (NAME.parameters.json) or in nsg.parameters.",
    ],
  ],
  [
    "of a condition and its opposite one holds",
    [group(), rule("a", 100, "Allow", "443", whenOpen), rule("b", 200, "Allow", "443", closed)],
    [
      'Allow: inbound tcp 8.8.8.8:1 -> 10.0.0.4:443, by "a" (100) or "b" (200) of web.',
      'Which rule decides is not known, but all of them allow it: "a" if it is deployed, otherwise "b".',
    ],
  ],
  [
    "a rule is there where its group is",
    [group(whenOpen), rule("a", 100, "Allow", "443", whenOpen)],
    [
      'Allow: inbound tcp 8.8.8.8:1 -> 10.0.0.4:443, by "a" (100) of web.',
      "web is deployed only if [parameters('open')] is true.",
    ],
  ],
  [
    "a group that the defaults leave out is asked all the same",
    [group(off), rule("a", 100, "Allow", "443", off)],
    [
      'Allow: inbound tcp 8.8.8.8:1 -> 10.0.0.4:443, by "a" (100) of web.',
      "web is not deployed by default: [parameters('off')] is false with the default value of off.",
      "Parameter off has its default value; a deployment may set another.",
    ],
  ],
  [
    "of a group that the defaults leave out a rule may ask for more than the group",
    [group(off), rule("a", 100, "Allow", "443", { condition: "[equals(parameters('n'), 1)]" })],
    [
      'Depends: Allow if "a" is deployed, otherwise Deny.',
      'Allow if "a" is deployed, otherwise Deny (DenyAllInBound).',
      "web is not deployed by default: [parameters('off')] is false with the default value of off.",
      "\"a\" (100) is not deployed by default: [equals(parameters('n'), 1)] is false.",
      "Parameters off and n have their default values; a deployment may set others.",
    ],
  ],
])("verify: %s", (_title, resources, expected) => {
  expect(verdict(443, ...resources)).toEqual(expected)
})

test("effective rules: what need not be there is marked, in the text and in its JSON", () => {
  const { analysed } = opened(
    group(off),
    rule("a", 100, "Allow", "443", whenOpen),
    rule("b", 110, "Allow", "80", { condition: "[and(parameters('off'), parameters('open'))]" }),
    rule("c", 120, "Allow", "81"),
  )
  const text = effectiveRulesText(analysed.groups)
  expect(text.split("\n").slice(0, 7).join("\n")).toMatchInlineSnapshot(`
    "web
    Not deployed by default: [parameters('off')] is false with the default value of off.

    Inbound
      Priority  Rule                           Access  Protocol  Source             Ports  Destination     Ports
      100       a                              Allow   Tcp       *                  *      *               443    if [parameters('open')]
      110       b                              Allow   Tcp       *                  *      *               80     not deployed by default"
  `)
  const [found] = effectiveRules(analysed.groups).value
  const { effectiveSecurityRules: rules, ...about } = found!
  expect(about).toEqual({
    ...{ networkSecurityGroup: { name: "web" }, deployedByDefault: false, condition: "[parameters('off')]" },
  })
  expect(
    rules.slice(0, 3).map(({ name, deployedByDefault, condition }) => [name, deployedByDefault, condition]),
  ).toEqual([
    ["securityRules/a", undefined, "[parameters('open')]"],
    ["securityRules/b", false, "[and(parameters('off'), parameters('open'))]"],
    ["securityRules/c", undefined, undefined],
  ])
})

test("the lens counts what the defaults leave out", () => {
  const titles = (...resources: object[]) => {
    const { document, analysed } = opened(...resources)
    return codeLenses(document, analysed).map(({ command }) => command?.title)
  }
  expect(titles(group(), rule("a", 100, "Allow", "443", off))).toEqual(["web: 1 rule · 1 not deployed by default"])
  expect(titles(group(loop), rule("a", 100, "Allow", "443", loop))).toEqual([
    "web: 1 rule · NSG not deployed by default",
  ])
  expect(titles(group(), rule("a", 100, "Allow", "443", whenOpen))).toEqual(["web: 1 rule"])
})

test("hover: a rule and a group say that they need not be there", () => {
  const shown = (place: string, ...resources: object[]) => {
    const { document, analysed } = opened(...resources)
    const found = hover(document, analysed, document.positionAt(document.getText().indexOf(place)))
    return found && MarkupContent.is(found.contents) ? found.contents.value.split("\n\n").slice(0, 2) : []
  }
  expect(shown('/a"', group(), rule("a", 100, "Allow", "443", off))).toEqual([
    "**a** · 100 · Inbound · Allow",
    "Not deployed by default: \\[parameters('off')\\] is false with the default value of off.",
  ])
  expect(shown('/a"', group(), rule("a", 100, "Allow", "443", whenOpen))[1]).toBe(
    "Deployed only if \\[parameters('open')\\] is true.",
  )
  expect(shown('web",', group(loop), rule("a", 100, "Allow", "443", loop))).toEqual([
    "**web** · 1 rule · NSG not deployed by default",
    "Not deployed by default: its loop runs 0 times with the default value of n.",
  ])
})
