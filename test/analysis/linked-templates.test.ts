import fc from "fast-check"
import { expect, test } from "vitest"
import { analyseText } from "../../server/src/analysis/analyse-document.ts"
import { indexedText, withoutText } from "../../server/src/analysis/indexed-text.ts"
import { knownNetworks } from "../../server/src/analysis/known-networks.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { topologyOf } from "../../server/src/analysis/workspace-topology.ts"
import type { LocatedGroup } from "../../server/src/readers/reader.ts"
import { type Files, readFiles } from "../support/read-files.ts"
import { describeLinked } from "../topology/describe-topology.ts"

const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"

type Json = Readonly<Record<string, unknown>>

const template = (resources: readonly object[], more: Json = {}) => ({
  ...{ $schema: schema, contentVersion: "1.0.0.0", resources },
  ...more,
})

const network = (type: string, name: string, properties: object, more: Json = {}) => ({
  ...{ type: `Microsoft.Network/${type}`, apiVersion: "2023-09-01", name, properties },
  ...more,
})

const rule = (priority: number | string, port: string, more: Json = {}) => ({
  ...{ priority, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "10.0.0.0/8" },
  ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: port },
  ...more,
})

interface Module {
  readonly name: string
  readonly given: Json
  readonly template: ReturnType<typeof template>
  readonly more?: Json
}

/** A module inside of its deployment. */
const nested = ({ name, given, template, more = {} }: Module) => ({
  ...{ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name, ...more },
  properties: {
    mode: "Incremental",
    expressionEvaluationOptions: { scope: "inner" },
    parameters: valuesOf(given),
    template,
  },
})

/** The same module in a file of its own. */
const linked = ({ name, given, more = {} }: Module, link: Json) => ({
  ...{ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name, ...more },
  properties: { mode: "Incremental", parameters: valuesOf(given), templateLink: link },
})

const valuesOf = (given: Json) => Object.fromEntries(Object.entries(given).map(([key, value]) => [key, { value }]))
const declared = (given: Json) => Object.fromEntries(Object.keys(given).map(key => [key, { type: "object" }]))

const groupModule = (name: string, given: Json, more: Json = {}): Module => ({
  ...{ name, given: { name: `${name}-nsg`, ...given }, more },
  template: template(
    [
      network("networkSecurityGroups", "[parameters('name')]", {
        securityRules: [
          { name: "own", properties: rule(100, "[parameters('port')]") },
          { name: "second", properties: rule(200, "[parameters('port')]", { access: "Deny" }) },
        ],
      }),
      network("networkSecurityGroups/securityRules", "[concat(parameters('name'), '/more')]", {
        ...rule("[parameters('priority')]", "80-90"),
      }),
    ],
    {
      parameters: declared({ name: "", port: "", priority: "" }),
      outputs: {
        id: { type: "string", value: "[resourceId('Microsoft.Network/networkSecurityGroups', parameters('name'))]" },
      },
    },
  ),
})

const networkModule = (groups: readonly string[]): Module => ({
  name: "net",
  given: { groups: groups.map(group => `[reference('${group}').outputs.id.value]`) },
  template: template(
    [
      network("virtualNetworks", "hub", {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        copy: [
          {
            ...{ name: "subnets", count: "[length(parameters('groups'))]" },
            input: {
              name: "[concat('s', copyIndex('subnets'))]",
              properties: {
                addressPrefix: "[concat('10.0.', copyIndex('subnets'), '.0/24')]",
                networkSecurityGroup: { id: "[parameters('groups')[copyIndex('subnets')]]" },
              },
            },
          },
        ],
      }),
    ],
    { parameters: declared({ groups: [] }) },
  ),
})

const main = (resources: readonly object[]) =>
  template(resources, {
    parameters: {
      port: { type: "string" },
      open: { type: "bool", defaultValue: false },
      base: { type: "string", defaultValue: "[deployment().properties.templateLink.uri]" },
      token: { type: "securestring" },
    },
  })

const given = fc.record({
  port: fc.constantFrom("22", "443", "99999", "[parameters('port')]", "[if(parameters('open'), '22', '443')]"),
  priority: fc.constantFrom(110, 150, 200, 5000, "[add(100, 50)]"),
})
const presence = fc.constantFrom<Json>({}, {}, { condition: "[parameters('open')]" }, { copy: { name: "c", count: 2 } })
const modules = fc
  .array(fc.tuple(given, presence), { minLength: 1, maxLength: 3 })
  .map(all => all.map(([values, more], at) => groupModule(`m${at}`, values, more)))

/** How a deployment may say where its template is. */
const links: readonly ((file: string) => Json)[] = [
  file => ({ relativePath: `nested/${file}` }),
  file => ({ uri: `[uri(deployment().properties.templateLink.uri, 'nested/${file}')]` }),
  file => ({ uri: `[concat(parameters('base'), '/nested/${file}', parameters('token'))]` }),
  file => ({ uri: `[format('{0}/nested/{1}?{2}', parameters('base'), '${file}', parameters('token'))]` }),
  file => ({ uri: `https://raw.githubusercontent.com/someone/w/main/nested/${file}` }),
]

function answersOf(files: Files) {
  const texts = readFiles(files)
  const index = indexResources(texts.map(text => withoutText(indexedText(text))))
  const judging = indexResources(texts.map(indexedText))
  const networks = knownNetworks(judging, { isWhole: true })
  const analysed = texts.map(text => analyseText(text, judging, defaultSettings, { networks }))
  return {
    topology: describeLinked(topologyOf(index)),
    groups: analysed.flatMap(each => each.groups.map(({ group }) => described(group))).sort(byText),
    codes: [
      ...new Set(analysed.flatMap(({ findings }) => findings.map(({ code, rule }) => `${code} ${rule?.name}`))),
    ].sort(),
  }
}

const byText = (one: unknown, other: unknown) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)

/** All that a group means, wherever it stands. */
function described({ name, rules, incompleteReason, condition, absentByDefault, scope }: LocatedGroup) {
  const of = rules.map(({ at: _, names: __, document: ___, problems, unknownKeys, ...meaning }) => {
    return {
      ...meaning,
      problems: problems.map(({ reason, property }) => [reason, property]),
      unknownKeys: unknownKeys.length,
    }
  })
  return { name, rules: of.sort(byText), incompleteReason, condition, absentByDefault, scope }
}

test("a module in a file of its own means what it means inside of its deployment", () => {
  fc.assert(
    fc.property(modules, fc.nat(), (groups, dice) => {
      const attached = groups.filter(({ more }) => !more?.copy).map(({ name }) => name)
      const all = [...groups, ...(attached.length > 0 ? [networkModule(attached)] : [])]
      const split = all.map((one, at) =>
        linked(one, (links[(dice + at) % links.length] as (file: string) => Json)(`${one.name}.json`)),
      )
      const files = Object.fromEntries(all.map(one => [`file:///w/nested/${one.name}.json`, one.template]))
      expect(answersOf({ "file:///w/main.json": main(split), ...files })).toEqual(
        answersOf({ "file:///w/main.json": main(all.map(nested)) }),
      )
    }),
    { numRuns: 25 },
  )
})

const findingsIn = (files: Files, uri: string) => {
  const texts = readFiles(files)
  const index = indexResources(texts.map(indexedText))
  const networks = knownNetworks(index, { isWhole: true })
  const text = texts.find(({ source }) => source.uri === uri)
  if (!text) throw new Error(`no ${uri}`)
  return analyseText(text, index, defaultSettings, { networks }).findings
}

const nsg = groupModule("nsg", { port: "443", priority: 150 })
const file = "file:///w/nsg.json"
const calling = (more: Json, name = "a") =>
  main([linked({ ...nsg, name, given: { ...nsg.given, ...more } }, { relativePath: "nsg.json" })])
const placesIn = (files: Files, code: string) =>
  findingsIn(files, file)
    .filter(one => one.code === code)
    .map(({ range, related }) => [
      JSON.stringify(nsg.template, undefined, 2).slice(range.start, range.end),
      related.map(({ document, message }) => [document, message]),
    ])

test("a fault that every deployment has is one finding, with each value that is handed over", () => {
  const files = { "file:///w/a.json": calling({ port: "99999" }), "file:///w/b.json": calling({ port: "99999" }) }
  expect(placesIn({ ...files, [file]: nsg.template }, "invalid-port")).toEqual([
    ["[parameters('port')]", ["a", "b"].map(name => [`file:///w/${name}.json`, "The value of port is set here."])],
    ["[parameters('port')]", ["a", "b"].map(name => [`file:///w/${name}.json`, "The value of port is set here."])],
  ])
})

test("a fault that one of several deployments has says which", () => {
  const files = { "file:///w/a.json": calling({ port: "99999" }), "file:///w/b.json": calling({ name: "other" }) }
  const [first] = placesIn({ ...files, [file]: nsg.template }, "invalid-port")
  expect(first?.[1]).toEqual([
    ["file:///w/a.json", "The value of port is set here."],
    ["file:///w/a.json", "This deployment causes it."],
  ])
})

test("a linked template is judged with what it is handed, and by itself where nothing links it", () => {
  const groupsOf = (files: Files) => answersOf(files).groups.map(({ name }) => name)
  expect(groupsOf({ [file]: nsg.template })).toEqual(["[parameters('name')]"])
  expect(groupsOf({ [file]: nsg.template, "file:///w/a.json": calling({}) })).toEqual(["nsg-nsg"])
  const two = { "file:///w/a.json": calling({}), "file:///w/b.json": calling({ name: "b-nsg" }) }
  expect(groupsOf({ [file]: nsg.template, ...two })).toEqual(["b-nsg", "nsg-nsg"])
  const never = main([linked({ ...nsg, more: { condition: false } }, { relativePath: "nsg.json" })])
  expect(groupsOf({ [file]: nsg.template, "file:///w/a.json": never })).toEqual(["[parameters('name')]"])
})

test("values may come from a linked parameter file, and are not known where that is not at hand", () => {
  const deployment = (parametersLink: Json) => {
    const one = linked(nsg, { relativePath: "nsg.json" })
    return main([{ ...one, properties: { ...one.properties, parameters: undefined, parametersLink } }])
  }
  const values = {
    $schema: "",
    parameters: { name: { value: "p-nsg" }, port: { value: "22" }, priority: { value: 300 } },
  }
  const rulesOf = (parametersLink: Json) =>
    answersOf({
      ...{ [file]: nsg.template, "file:///w/values.json": values },
      "file:///w/a.json": deployment(parametersLink),
    }).groups.map(({ name, rules }) => [name, rules.map(({ written }) => written.values.destinationPortRange)])
  expect(rulesOf({ relativePath: "values.json" })).toEqual([["p-nsg", ["80-90", "22", "22"]]])
  const [[name, ports] = []] = rulesOf({ relativePath: "elsewhere.json" })
  expect([name, ports]).toEqual(["[parameters('name')]", ["80-90", "[parameters('port')]", "[parameters('port')]"]])
})

test("a link that no file matches leaves what depends on it unknown, and is listed", () => {
  const hub = networkModule(["nsg"])
  const files = { "file:///w/a.json": main([linked(nsg, { relativePath: "gone.json" }), nested(hub)]) }
  expect(topologyOf(indexResources(readFiles(files).map(indexedText))).unresolved.map(({ kind }) => kind)).toEqual([
    "networkSecurityGroup",
    "linkedTemplate",
  ])
})

test("links end, in bounded time, whatever leads back", () => {
  const step = (name: string, count: unknown, more: Json = {}) =>
    linked({ name: "next", given: { count }, template: template([]), more }, { relativePath: name })
  const counting = (count: unknown, more: Json = {}) => ({
    ...{ "file:///w/a.json": template([step("nsg.json", 3)]) },
    [file]: template([step("nsg.json", count, more), network("networkSecurityGroups", "n", {})], {
      parameters: declared({ count: 0 }),
    }),
  })
  const messages = (files: Files) => findingsIn(files, file).map(({ code, severity }) => [code, severity])
  expect(messages(counting("[parameters('count')]"))).toContainEqual(["endless-template-link", "error"])
  expect(messages(counting("[add(parameters('count'), 1)]"))).toContainEqual(["endless-template-link", "information"])
  const ending = { condition: "[greater(parameters('count'), 0)]" }
  expect(messages(counting("[sub(parameters('count'), 1)]", ending)).map(([code]) => code)).not.toContain(
    "endless-template-link",
  )
})

test("a loop of deployments that link one template makes a finding once, for all that it makes", () => {
  const copy = { name: "loop", count: 3 }
  const given = { ...nsg.given, name: "[concat('nsg', copyIndex())]", port: "99999" }
  const looped = main([
    linked({ ...nsg, name: "[concat('d', copyIndex())]", given, more: { copy } }, { relativePath: "nsg.json" }),
  ])
  const found = findingsIn({ [file]: nsg.template, "file:///w/a.json": looped }, file)
  const invalid = found.filter(({ code, rule }) => code === "invalid-port" && rule?.name === "own")
  expect(invalid.map(({ message }) => message.slice(0, 11))).toEqual(['"own" (100)'])
  expect(invalid[0]?.related.map(({ message }) => message)).toEqual(["The value of port is set here."])
})
