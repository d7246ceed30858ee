import { readDocument } from "../../server/src/readers/index.ts"
import type { LocatedRule } from "../../server/src/readers/reader.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"

export const schema = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
}

export const rule = (name: string, own: object = {}) => ({
  name,
  properties: {
    ...{ priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "*" },
    ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "443", ...own },
  },
})

export const group = (properties: unknown, own: object = {}) => ({
  ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "g", properties, ...own },
})

export const module = (resources: readonly unknown[], own: object, sections: object = {}, scope = "inner") => ({
  ...{ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name: "d", ...sections },
  properties: {
    ...{ mode: "Incremental", expressionEvaluationOptions: { scope } },
    ...{ template: { ...schema, resources, ...own }, ...((sections as { properties?: object }).properties ?? {}) },
  },
})

/** A module whose only parameter is a list of rules, and what a deployment gives to it. */
export const rulesModule = (given: unknown, declared: object = { type: "array" }) =>
  module(
    [group({ securityRules: "[parameters('rules')]" })],
    { parameters: { rules: declared } },
    {
      properties: { parameters: { rules: given } },
    },
  )

/** A module whose only parameter is a source, and what a deployment gives to it. */
export const sourceModule = (given: unknown, declared: object = { type: "string" }) =>
  module(
    [group({ securityRules: [rule("a", { sourceAddressPrefix: "[parameters('source')]" })] })],
    { parameters: { source: declared } },
    { properties: { parameters: { source: given } } },
  )

function shown({
  name,
  condition,
  priority,
  source,
  destinationPorts,
  protocol,
  access,
  problems,
}: LocatedRule): string {
  const word = (value: unknown) => (isUnknown(value) ? `?${value.oneOf ? value.oneOf.join("|") : ""}` : String(value))
  const ports = destinationPorts.map(port => ("unknown" in port ? "?" : port.first))
  const sources = source.map(term => (term.kind === "unknown" ? "?" : term.key))
  const faults = problems.map(({ property, reason }) => ` ${property} ${reason}`).join(",")
  const suffix = condition === undefined ? "" : ` if ${condition}`
  return `${name} ${word(priority)} ${word(access)} ${word(protocol)} ${sources} ${ports}${suffix}${faults}`
}

export function read(template: object): string[] {
  const result = readDocument(parseText(JSON.stringify({ ...schema, ...template }), "json", defaultBounds))
  return (result?.groups ?? []).map(({ name, rules, incompleteReason }) => {
    return [
      `${name}:`,
      ...rules.map(shown),
      ...(incompleteReason === undefined ? [] : [`partial: ${incompleteReason}`]),
    ].join(" / ")
  })
}

export const loop = (count: unknown, name: string, input: unknown) => ({ copy: [{ name, count, input }] })

export const open = { parameters: { open: { type: "bool" }, list: { type: "array" }, bag: { type: "object" } } }
