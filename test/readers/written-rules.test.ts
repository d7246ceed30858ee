import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { insertRuleAfter } from "../../server/src/readers/edit-rule.ts"
import { setSide } from "../../server/src/readers/edit-side.ts"
import { readDocument } from "../../server/src/readers/index.ts"
import type { RulePlace } from "../../server/src/readers/rule-place.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { type Edit, isRefusal } from "../../server/src/syntax/edit.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { applied } from "../support/apply-edit.ts"

const values = {
  name: "allow-jobs",
  description: "Jobs: nightly",
  priority: 410,
  direction: "Inbound",
  access: "Allow",
  protocol: "Tcp",
  sourceAddressPrefixes: ["10.1.0.0/16", "10.2.0.5"],
  sourcePortRange: "*",
  destinationAddressPrefix: "VirtualNetwork",
  destinationPortRanges: ["8080", "9000-9010"],
} as const
const withGroups = {
  ...values,
  sourceAddressPrefixes: undefined,
  sourceApplicationSecurityGroups: [
    "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/applicationSecurityGroups/jobs",
  ],
  destinationPortRanges: undefined,
  destinationPortRange: "8080",
} as const
const { sourceAddressPrefixes: _, destinationPortRanges: __, ...single } = values
const ofOne = { ...single, sourceAddressPrefix: "10.1.0.0/16", destinationPortRange: "8080" }

const changes: Readonly<Record<string, (place: RulePlace) => Edit>> = {
  "a rule more": place => insertRuleAfter(place, values),
  "a rule more, of single values": place => insertRuleAfter(place, ofOne),
  "a rule more, with application security groups": place => insertRuleAfter(place, withoutAbsent(withGroups)),
  "several ports": place => setSide(place, "destinationPorts", ["8080", "9000-9010"]),
  "any source": place => setSide(place, "source", ["*"]),
}

test.each([
  ...["arm-template.json", "arm-parameters.json", "az-cli-json.json", "az-rest-json.json", "az-cli-yaml.yaml"],
  ...["powershell-json.json", "resource-graph.json", "tf-json.json", "ansible.yaml", "ansible-asg.yaml", "aso.yaml"],
  ...["crossplane.yaml", "capz.yaml", "pulumi-yaml.yaml", "azbb-parameters.json", "az-cli-json-rules-by-name.json"],
])("%s: rules are written as it writes them", async name => {
  const text = readFileSync(new URL(`../fixtures/readers/${name}`, import.meta.url), "utf8")
  const document = parseText(text, name.endsWith("json") ? "json" : "yaml", defaultBounds)
  const read = readDocument(document)
  const rules = read?.groups.flatMap(group => group.rules).filter(({ implied }) => !implied) ?? []
  const drawn = Object.entries(changes).map(([title, change]) => {
    const edits = rules.map(rule => change({ document, read: read ?? { dialect: "aso", groups: [] }, rule }))
    const edit = edits.find(each => !isRefusal(each) && applied(text, each) !== text) ?? edits[0] ?? []
    return `## ${title}\n${isRefusal(edit) ? edit.refused : difference(text, applied(text, edit))}\n`
  })
  await expect(drawn.join("\n")).toMatchFileSnapshot(`../fixtures/written/${name}.txt`)
})

/** The lines that went and came, with one line before them. */
function difference(before: string, after: string): string {
  const [old, now] = [before.split("\n"), after.split("\n")]
  const start = old.findIndex((line, k) => line !== now[k])
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++
  return [
    `  ${old[start - 1] ?? ""}`,
    ...old.slice(start, old.length - end).map(line => `- ${line}`),
    ...now.slice(start, now.length - end).map(line => `+ ${line}`),
  ].join("\n")
}

function withoutAbsent<T extends object>(all: T) {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}
