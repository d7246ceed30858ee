// Reading a document, beside what its parser alone takes. Medians of interleaved rounds in one process.
import { existsSync, readFileSync } from "node:fs"
import { parseTree } from "jsonc-parser"
import { parseAllDocuments } from "yaml"
import { readDocument } from "../../server/src/readers/index.ts"
import { namesGroup } from "../../server/src/readers/recognise.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { ansiblePlaybook } from "./keystroke-documents.ts"

const rounds = 9

compare(`a compiled template of ${modules(220).length >> 10} KB`, modules(220), {
  "JSON.parse": text => JSON.parse(text),
  "jsonc-parser, tree": text => parseTree(text),
  "ours, text to rules": text => readDocument(parseText(text, "json", defaultBounds)),
})

const real =
  "../shared/corpus/arm-template/Azure__bicep-registry-modules/avm/ptn/data/private-analytical-workspace/main.json"
if (existsSync(real)) {
  compare("a real compiled template", readFileSync(real, "utf8"), {
    "JSON.parse": text => JSON.parse(text),
    "jsonc-parser, tree": text => parseTree(text),
    "ours, text to rules": text => readDocument(parseText(text, "json", defaultBounds)),
  })
}

const foreign = JSON.stringify(
  Array.from({ length: 60_000 }, (_, index) => ({ name: `package-${index}`, security: index, version: "1.0.0" })),
)
compare(`${foreign.length >> 20} MB of JSON that is none of ours`, foreign, {
  "JSON.parse": text => JSON.parse(text),
  "ours, refused": text => namesGroup(text),
})

compare("a playbook of 1,000 rules", ansiblePlaybook(1000).text, {
  "yaml, documents": text => parseAllDocuments(text),
  "ours, text to rules": text => readDocument(parseText(text, "yaml", defaultBounds)),
})

function compare(title: string, text: string, contenders: Readonly<Record<string, (text: string) => unknown>>): void {
  const times = new Map<string, number[]>(Object.keys(contenders).map(name => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const start = performance.now()
      run(text)
      times.get(name)?.push(performance.now() - start)
    }
  }
  console.log(`\n${title}`)
  for (const [name, taken] of times) {
    const median = taken.toSorted((a, b) => a - b)[rounds >> 1] ?? Number.NaN
    console.log(`  ${name.padEnd(24)} ${median.toFixed(1).padStart(8)} ms`)
  }
}

/** A template as Bicep compiles it: modules as nested deployments, each with types, parameters and one group. */
function modules(count: number): string {
  const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
  const definitions = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [
      `type${index}`,
      {
        type: "object",
        properties: { name: { type: "string", metadata: { description: "Required. The name of it." } } },
      },
    ]),
  )
  const rule = (index: number) => ({
    name: `rule-${index}`,
    properties: {
      ...{ priority: 100 + index, direction: "Inbound", access: "Allow", protocol: "Tcp", sourcePortRange: "*" },
      ...{ sourceAddressPrefix: "[parameters('source')]", destinationAddressPrefix: "*", destinationPortRange: "443" },
    },
  })
  const group = {
    type: "Microsoft.Network/networkSecurityGroups",
    apiVersion: "2023-11-01",
    name: "[parameters('name')]",
    properties: { securityRules: Array.from({ length: 5 }, (_, index) => rule(index)) },
  }
  const module = (index: number) => ({
    type: "Microsoft.Resources/deployments",
    apiVersion: "2022-09-01",
    name: `module-${index}`,
    properties: {
      expressionEvaluationOptions: { scope: "inner" },
      parameters: { name: { value: `nsg-${index}` }, source: { value: "10.0.0.0/8" } },
      template: {
        ...{ $schema: schema, languageVersion: "2.0", contentVersion: "1.0.0.0", definitions },
        parameters: { name: { type: "string" }, source: { type: "string" } },
        resources: { group },
      },
    },
  })
  const resources = Array.from({ length: count }, (_, index) => module(index))
  return JSON.stringify({ $schema: schema, contentVersion: "1.0.0.0", resources }, null, 2)
}
