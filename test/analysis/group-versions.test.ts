import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { groupVersions } from "../../server/src/analysis/group-versions.ts"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { languageOf } from "../../server/src/analysis/language-of.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { compareVersions } from "../../server/src/features/compare-versions.ts"
import type { ComparedGroup } from "../../server/src/features/group-difference.ts"
import { noNetwork } from "../../server/src/judging/network-context.ts"
import { seededRandom, seedOfRun } from "../engine/support/random.ts"
import { corpusEntries, corpusFolder, hasCorpus } from "../readers/corpus.ts"
import { type DrawnRule, drawRules } from "../support/random-group.ts"
import { azGroup } from "../support/sample-groups.ts"

interface Written {
  readonly name: string
  readonly text: string
}

function compare(before: Written, after: Written): readonly ComparedGroup[] {
  return compareVersions(versionOf(before), versionOf(after), noNetwork).map(({ compared }) => compared)
}

function versionOf({ name, text }: Written) {
  const source = { uri: `file:///w/${name}`, language: languageOf({ path: name, text }), text }
  const read = readText(source, defaultSettings)
  const groups = groupVersions([read], indexResources([indexedText(read)])).map(one => ({ ...one, file: "" }))
  return { groups, isAttached: () => false }
}

const statuses = (groups: readonly ComparedGroup[]) => [...new Set(groups.map(({ status }) => status))]

type Dialect = (rules: readonly DrawnRule[]) => Written

const sides = ({ source = "*", destination = "*", port = "*" }: DrawnRule) => ({ source, destination, port })

const dialects: Readonly<Record<string, Dialect>> = {
  az: rules => ({ name: "web.json", text: azGroup("web", rules) }),
  template: rules => ({
    name: "main.json",
    text: JSON.stringify({
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      resources: [
        {
          ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-04-01", name: "web" },
          properties: { securityRules: JSON.parse(azGroup("web", rules)).securityRules.map(withProperties) },
        },
      ],
    }),
  }),
  "separate resources": rules => ({
    name: "rules.json",
    text: JSON.stringify({
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      resources: [
        { type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-04-01", name: "web", properties: {} },
        ...JSON.parse(azGroup("web", rules))
          .securityRules.map(withProperties)
          .map(({ name, properties }: { name: string; properties: object }) => ({
            type: "Microsoft.Network/networkSecurityGroups/securityRules",
            ...{ apiVersion: "2023-04-01", name: `web/${name}`, properties },
          })),
      ],
    }),
  }),
  terraform: rules => ({
    name: "main.tf.json",
    text: JSON.stringify({
      resource: {
        azurerm_network_security_group: {
          it: {
            name: "web",
            security_rule: rules.map(rule => {
              const { source, destination, port } = sides(rule)
              const { name, priority, direction, access, protocol } = rule
              return {
                ...{ name, priority, direction, access, protocol, source_port_range: "*" },
                ...{ source_address_prefix: source, destination_address_prefix: destination },
                destination_port_range: port,
              }
            }),
          },
        },
      },
    }),
  }),
  ansible: rules => ({
    name: "play.yml",
    text: [
      "- hosts: localhost",
      "  tasks:",
      "  - azure_rm_securitygroup:",
      "      name: web",
      "      resource_group: rg",
      "      rules:",
      ...rules.map(rule => {
        const { source, destination, port } = sides(rule)
        const { name, priority, direction, access, protocol } = rule
        const words = { name, priority, direction, access, protocol, destination_port_range: port }
        return `      - ${JSON.stringify({ ...words, source_address_prefix: source, destination_address_prefix: destination })}`
      }),
    ].join("\n"),
  }),
}

function withProperties({ name, ...properties }: { readonly name: string }) {
  return { name, properties }
}

const groups = 6 * Number(process.env.NSG_SOAK ?? 1)

test("a group is the same in every dialect, and so is what an edit does", () => {
  const seed = seedOfRun(20261130)
  const random = seededRandom(seed)
  for (let round = 0; round < groups; round++) {
    const rules = drawRules(random)
    const edited = random.chance(0.3) ? rules : drawRules(random)
    const written = Object.entries(dialects).map(([name, write]) => [name, write(rules), write(edited)] as const)
    const [[, first, firstEdited]] = written as [(typeof written)[number]]
    const expected = compare(first, firstEdited)
    for (const [name, own, ownEdited] of written) {
      const context = `seed ${seed}, round ${round}: az and ${name}\n${first.text}`
      expect(statuses(compare(first, own)), context).toEqual(["equal"])
      expect(compare(own, ownEdited), context).toEqual(expected)
      expect(compare(first, ownEdited), context).toEqual(expected)
    }
  }
}, 120_000)

describe("what does not concern rules changes nothing", () => {
  const folder = path.resolve(import.meta.dirname, "../../examples")
  const examples = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter(name => /\.(json|ya?ml)$/.test(name) && !name.includes("half-typed"))
    .map(name => ({ name: path.basename(name), text: readFileSync(path.join(folder, name), "utf8") }))

  test.each(examples.map(example => [example.name, example] as const))("%s", (_, example) => {
    for (const other of rewritten(example)) expect(statuses(compare(example, other))).not.toContain("unknown")
    for (const other of rewritten(example)) {
      expect(compare(example, other).filter(({ status }) => status !== "equal")).toEqual([])
    }
  })

  test.skipIf(!hasCorpus)(
    "documents of the corpus",
    () => {
      const seed = seedOfRun(20261130)
      const random = seededRandom(seed)
      let compared = 0
      for (const { path: name } of corpusEntries()) {
        if (!random.chance(0.15)) continue
        const text = readFileSync(`${corpusFolder}/${name}`, "utf8")
        const example = { name: path.basename(name), text }
        for (const other of rewritten(example)) {
          const found = compare(example, other)
          compared += found.length
          expect(
            found.filter(({ status }) => status !== "equal"),
            `seed ${seed}: ${name}\n${other.text}`,
          ).toEqual([])
        }
      }
      console.log(`seed ${seed}, ${compared} groups`)
    },
    300_000,
  )
})

/** The same with other white space, comments, and properties of no meaning for traffic. */
function rewritten({ name, text }: Written): readonly Written[] {
  if (!name.endsWith("json")) return [{ name, text: `# a note\n\n${text}\n# another\n` }]
  const wider = text.replace(/^( +)/gm, "$1$1")
  const isTemplate = /^\s*\{\s*"\$schema": "[^"]*deploymentTemplate\.json#/i.test(text)
  const all = [{ name, text: `// a note\n${wider}\n/* another */\n` }]
  try {
    const json: unknown = JSON.parse(text)
    const noted = isTemplate ? { ...(json as object), outputs: { note: { type: "string", value: "1" } } } : json
    return [...all, { name, text: JSON.stringify(json) }, { name, text: JSON.stringify(noted, null, 1) }]
  } catch {
    return all
  }
}
