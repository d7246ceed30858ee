import { expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { linkedNames } from "../../server/src/readers/linked-names.ts"
import { plainRule } from "../support/plain-rule.ts"

/** What a search for a mark could begin again and again, each time to the end of the text. */
const marks = [
  ...["a", " ", "\n", "-", ".", "/", "//", "\\", "'", '"', "0,", "a: ", "a=", "- ", "a: 'x\n", "a: b: c\n"],
  ...["[", "]", "[a", "(", "{", "}", "[concat(", "a[0]", "{{", "{{ a", "{{ if a }}\n", "{%", "<%", "<a", "${", "${a"],
  ...["#{", "#{a", "$(a", "__a", "-__a", "@@a", "%a", "⟦", "*a ", "!a ", "---\n", "// nsg-ignore a: ", '\\"'],
]

function template(long: string): string {
  const rule = (name: string, properties: object) => ({ name, properties: { ...plainRule, ...properties } })
  return JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources: [
      {
        type: "Microsoft.Network/networkSecurityGroups",
        apiVersion: "2023-09-01",
        name: long,
        properties: {
          securityRules: [
            rule("bad", { priority: 50 }),
            rule(long, { priority: 101 }),
            rule("c", { priority: 102, sourceAddressPrefix: long, destinationPortRange: long, description: long }),
            rule("d", { priority: 103, access: long, direction: long, protocol: long, [long]: long }),
            rule("e", { priority: long, sourceAddressPrefixes: [long], destinationPortRanges: [long] }),
          ],
        },
      },
      { type: long, apiVersion: long, name: "a" },
    ],
  })
}

const yamlRule = (long: string) => `apiVersion: network.azure.com/v1api20201101
kind: NetworkSecurityGroupsSecurityRule
metadata: { name: bad }
spec:
  owner: { name: web }
  priority: 50
  direction: Inbound
  access: Allow
  protocol: Tcp
  sourceAddressPrefix: ${long}
  sourcePortRange: "*"
  destinationAddressPrefix: "*"
  destinationPortRange: "443"
`

const jsonRule = (long: string) =>
  `{"type":"Microsoft.Network/networkSecurityGroups","name":"web","properties":{"securityRules":[{"name":"bad","properties":{"priority":50}}]},"tags":${long}`

const documents: readonly (readonly [string, "json" | "yaml", number, (long: string) => string])[] = [
  ["in the values of a template", "json", 30_000, template],
  ["between the values of JSON", "json", 60_000, jsonRule],
  ["in a value of YAML", "yaml", 60_000, yamlRule],
  ["before the YAML", "yaml", 60_000, long => `${long}\n${yamlRule("10.0.0.0/24")}`],
]

test.each(documents)(
  "marks repeated without an end, %s, take a time that grows with the text",
  (_, language, length, written) => {
    for (const mark of marks) {
      const text = written(mark.repeat(Math.ceil(length / mark.length)))
      const seconds = secondsOf(() =>
        analyseDocument({ uri: `file:///a.${language}`, language, text }, defaultSettings),
      )
      expect(seconds, JSON.stringify(mark)).toBeLessThan(mostSeconds)
    }
  },
)

test("the names of linked files are looked for once", () => {
  for (const mark of marks) {
    const text = `"templateLink" ${mark.repeat(100_000)}`
    expect(
      secondsOf(() => linkedNames(text)),
      JSON.stringify(mark),
    ).toBeLessThan(mostSeconds)
  }
})

/** A search that begins again at each mark takes several times as long. */
const mostSeconds = 6

/** Of the processor, as the clock is no measure on a machine that does other things, too. */
function secondsOf(body: () => unknown): number {
  const before = process.cpuUsage()
  body()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}
