import { expect, test } from "vitest"
import {
  DefinitionRequest,
  type Location,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
} from "vscode-languageserver/node"
import { TextDocument } from "vscode-languageserver-textdocument"
import { connect } from "./connect.ts"

const schema =
  '"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0"'
const rule = `{ "name": "https", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
      "sourceAddressPrefix": "[parameters('source')]", "sourcePortRange": "*", "destinationAddressPrefix": "*",
      "destinationPortRange": "[variables('port')]" } }`
const template = `{ ${schema},
  "parameters": { "source": { "type": "string" } },
  "variables": { "port": "443" },
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web",
      "properties": { "securityRules": [${rule}] } },
    { "type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2023-09-01", "name": "web/ssh",
      "dependsOn": ["[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]"],
      "properties": { "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.0.0.0/8",
        "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" } },
    { "type": "Microsoft.Network/applicationSecurityGroups", "apiVersion": "2023-09-01", "name": "app" },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub",
      "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [{ "name": "front", "properties": {
        "addressPrefix": "10.0.1.0/24",
        "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } } }] } },
    { "type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01", "name": "nic", "properties": { "ipConfigurations": [{ "name": "a", "properties": {
      "applicationSecurityGroups": [{ "id": "[resourceId('Microsoft.Network/applicationSecurityGroups', 'app')]" }],
      "subnet": { "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'front')]" } } }] } }
  ] }`
const parameters = `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
  "contentVersion": "1.0.0.0", "parameters": { "source": { "value": "10.0.0.0/8" } } }`

const main = "file:///w/main.json"
const file = "file:///w/main.parameters.json"

/** A client with documents, and the position of a text in one of them. */
async function opened(texts: Readonly<Record<string, string>>) {
  const client = await connect(undefined, { files: uri => texts[uri], listed: () => [] })
  for (const [uri, text] of Object.entries(texts)) await client.open(text, uri)
  const documents = new Map(
    Object.entries(texts).map(([uri, text]) => [uri, TextDocument.create(uri, "json", 1, text)]),
  )
  const at = (uri: string, text: string) => {
    const document = documents.get(uri)
    const offset = document?.getText().indexOf(text) ?? -1
    if (!document || offset < 0) throw new Error(`no ${text} in ${uri}`)
    return { textDocument: { uri }, position: document.positionAt(offset + text.search(/\w(?=\W*$)/)) }
  }
  const told = (found: readonly Location[]) =>
    found.map(({ uri, range }) => {
      const document = documents.get(uri)
      const line = document?.getText({ start: { line: range.start.line, character: 0 }, end: range.start }) ?? ""
      return `${uri.slice("file:///w/".length)}: …${line.slice(-12)}⟨${document?.getText(range)}⟩`
    })
  return { client, documents, at, told }
}

type Session = Awaited<ReturnType<typeof opened>>

async function definitions({ client, at, told }: Session, uri: string, text: string) {
  return told((await client.connection.sendRequest(DefinitionRequest.type, at(uri, text))) as Location[])
}

async function references({ client, at, told }: Session, uri: string, text: string) {
  const context = { includeDeclaration: true }
  return told((await client.connection.sendRequest(ReferencesRequest.type, { ...at(uri, text), context })) ?? [])
}

/** The documents that a renaming changes; a refusal is its message. */
async function renamed({ client, at, documents }: Session, uri: string, text: string, newName: string) {
  const answer = client.connection.sendRequest(RenameRequest.type, { ...at(uri, text), newName })
  const edit = await answer.catch(error => error.message)
  if (typeof edit === "string") return edit
  return Object.fromEntries(
    Object.entries(edit?.changes ?? {}).map(([each, edits]) => {
      const document = documents.get(each)
      return [each, document ? TextDocument.applyEdits(document, edits as never) : ""]
    }),
  )
}

const texts = { [main]: template, [file]: parameters }

test("a parameter leads to its declaration, and the declaration to the parameter file", async () => {
  const session = await opened(texts)
  expect(await definitions(session, main, "parameters('source")).toEqual([
    expect.stringMatching(/^main\.json: .*⟨source⟩/),
  ])
  expect(await definitions(session, main, '"parameters": { "source')).toEqual([
    expect.stringMatching(/^main\.parameters\.json: .*⟨source⟩/),
  ])
  expect(await definitions(session, file, '"parameters": { "source')).toEqual([
    expect.stringMatching(/^main\.json: .*⟨source⟩/),
  ])
})

test.each([
  ["a parameter", main, "parameters('source", 3],
  ["a parameter, from its file", file, '"parameters": { "source', 3],
  ["a variable", main, "variables('port", 2],
  ["a group", main, `"name": "web`, 4],
  ["a group, from dependsOn", main, `"dependsOn": ["[resourceId('Microsoft.Network/networkSecurityGroups', 'web`, 4],
  [
    "a group, from a subnet",
    main,
    `"networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web`,
    4,
  ],
  ["a subnet", main, `"name": "front`, 2],
  ["a virtual network", main, `"name": "hub`, 2],
  ["an application security group", main, `'Microsoft.Network/applicationSecurityGroups', 'app`, 2],
  ["a network interface", main, `"name": "nic`, 1],
  ["a rule", main, `"name": "https`, 1],
])("all places of %s, and they are renamed together", async (_, uri, text, count) => {
  const session = await opened(texts)
  const found = await references(session, uri, text)
  expect(found).toHaveLength(count)
  const [name] = /⟨(.*)⟩/.exec(found[0] ?? "")?.slice(1) ?? []
  const changed = await renamed(session, uri, text, "other")
  const before = Object.values(texts).join("\n")
  const after = Object.entries(texts)
    .map(([each, own]) => (changed as Record<string, string>)[each] ?? own)
    .join("\n")
  expect(after.split("other")).toHaveLength(before.split("other").length + count)
  expect(after.replaceAll("other", name ?? "")).toBe(before.replaceAll("other", name ?? ""))
})

test("a renaming waits for files that are still being read", async () => {
  const user = "file:///w/user.json"
  const id = "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]"
  const subnet = `{ ${schema}, "resources": [{ "type": "Microsoft.Network/virtualNetworks/subnets", "apiVersion": "2023-09-01",
    "name": "far/back", "properties": { "addressPrefix": "10.9.0.0/24", "networkSecurityGroup": { "id": "${id}" } } }] }`
  let release = () => {}
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  const files = async (uri: string) => {
    if (uri !== user) return undefined
    await held
    return subnet
  }
  const client = await connect(undefined, { files, listed: () => [user] })
  await client.open(template, main)
  const position = TextDocument.create(main, "json", 1, template).positionAt(template.indexOf('"name": "web"') + 10)
  const at = { textDocument: { uri: main }, position }
  const asked = client.connection.sendRequest(RenameRequest.type, { ...at, newName: "other" })
  // What is asked later is answered meanwhile.
  await client.connection.sendRequest(DefinitionRequest.type, at)
  release()
  expect(Object.keys((await asked)?.changes ?? {}).toSorted()).toEqual([main, user])
})

test.each(["inline", "standalone"])("both copies of a rule are renamed, from the %s one", async from => {
  const copy = rule
    .slice(0, -1)
    .replace(
      '"name": "https"',
      '"type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2023-09-01", "name": "web/https"',
    )
  const doubled = template.replace(/\n {2}\] \}$/, `,\n    ${copy} }\n  ] }`)
  const session = await opened({ [main]: doubled })
  const name = from === "inline" ? `"name": "https` : `"name": "web/https`
  expect(await references(session, main, name)).toHaveLength(2)
  const changed = (await renamed(session, main, name, "other")) as Readonly<Record<string, string>>
  expect(changed[main]).toBe(doubled.replaceAll('https"', 'other"'))
})

test("a name is told in full where it stands", async () => {
  const session = await opened(texts)
  expect(await references(session, main, `"name": "web`)).toMatchInlineSnapshot(`
    [
      "main.json: …", "name": "⟨web⟩",
      "main.json: …tyGroups', '⟨web⟩",
      "main.json: …tyGroups', '⟨web⟩",
      "main.json: …", "name": "⟨web⟩",
    ]
  `)
})

test.each([
  [
    "an expression makes a group's name",
    template.replace('"name": "web"', `"name": "[concat('w', 'eb')]"`),
    `concat('w', 'eb`,
    "its name comes from an expression or a template",
  ],
  [
    "an expression refers to it",
    template.replace(/("networkSecurityGroup": .*?)'web'/, "$1concat('w', 'eb')"),
    `"name": "web`,
    "a reference to it comes from an expression",
  ],
  [
    "a parameter's name is made",
    template.replace('"*"', `"[parameters(concat('so', 'urce'))]"`),
    "parameters('source",
    "the name of a parameter comes from an expression",
  ],
])("a renaming is refused where %s", async (_, text, place, reason) => {
  const session = await opened({ [main]: text })
  expect(await renamed(session, main, place, "other")).toContain(reason)
  const answer = session.client.connection.sendRequest(PrepareRenameRequest.type, session.at(main, place))
  await expect(answer).rejects.toThrow(reason)
})

test.each([
  ["variables('port", "my port"],
  [`"name": "web`, "-web"],
])("a name that is none is refused: %s", async (place, newName) => {
  expect(await renamed(await opened(texts), main, place, newName)).toContain(`"${newName}" is not a`)
})

test("a parameter that another template hands over by its name stays", async () => {
  const linking = `{ ${schema}, "resources": [{ "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": {} },
    { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "n", "properties": { "mode": "Incremental",
      "templateLink": { "relativePath": "main.json" }, "parameters": { "source": { "value": "*" } } } }] }`
  const session = await opened({ [main]: template, "file:///w/all.json": linking })
  expect(await renamed(session, main, "parameters('source", "other")).toContain("all.json links to this template")
})

test("rules of another file name the group, too, and go with it", async () => {
  const az = (
    name: string,
    rules: string,
  ) => `{ "name": "${name}", "id": "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/networkSecurityGroups/${name}",
  "location": "westeurope", "resourceGroup": "r", "type": "Microsoft.Network/networkSecurityGroups", "securityRules": [${rules}] }`
  const one = `{ "name": "a", "id": "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/networkSecurityGroups/web/securityRules/a",
    "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" }`
  const session = await opened({ [main]: az("web", one) })
  const changed = await renamed(session, main, `"name": "web`, "front")
  expect(changed).toEqual({ [main]: az("front", one.replace("/web/", "/front/")) })
  expect(await renamed(session, main, `"name": "a`, "b")).toEqual({
    [main]: az("web", one.replace('"a"', '"b"').replace('/a"', '/b"')),
  })
})

test("a nested template of inner scope has names of its own", async () => {
  const nested = `{ ${schema}, "parameters": { "source": { "type": "string" } }, "resources": [
    { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "n", "properties": { "mode": "Incremental",
      "expressionEvaluationOptions": { "scope": "inner" }, "parameters": { "source": { "value": "[parameters('source')]" } },
      "template": { ${schema}, "parameters": { "source": { "type": "string" } }, "resources": [
        { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": { "securityRules": [${rule}] } }] } } }] }`
  const session = await opened({ [main]: nested })
  expect(await references(session, main, `"[parameters('source`)).toHaveLength(2)
  expect(await references(session, main, `"sourceAddressPrefix": "[parameters('source`)).toHaveLength(3)
})
