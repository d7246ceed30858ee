import { expect, test, vi } from "vitest"
import {
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
} from "vscode-languageserver/node"
import { type Client, connect, pulling } from "./connect.ts"

const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
const [mainUri, groupUri] = ["file:///w/main.json", "file:///w/nested/nsg.json"]

const main = (port: string, path = "nested/nsg.json") => `{
  "$schema": "${schema}", "contentVersion": "1.0.0.0",
  "resources": [{
    "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "nsg",
    "properties": { "mode": "Incremental", "templateLink": { "relativePath": "${path}" },
      "parameters": { "port": { "value": "${port}" } } }
  }]
}`

const group = (property = "[parameters('port')]") => `{
  "$schema": "${schema}", "contentVersion": "1.0.0.0", "parameters": { "port": { "type": "string" } },
  "resources": [{ "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web",
    "properties": { "securityRules": [{ "name": "in", "properties": {
      "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
      "sourceAddressPrefix": "10.0.0.0/8", "sourcePortRange": "*", "destinationAddressPrefix": "*",
      "destinationPortRange": "${property}" } }] } }]
}`

const refused = "6:31 error invalid-port"

async function workspaceOf(disk: Map<string, string>): Promise<Client> {
  return connect(pulling, { files: uri => disk.get(uri), listed: () => [...disk.keys()] })
}

const changed = (client: Client, uri: string, type: FileChangeType = FileChangeType.Changed) =>
  client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type }] })

let version = 1
const replace = (client: Client, uri: string, text: string) =>
  client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: ++version },
    contentChanges: [{ text }],
  })

const found = async (client: Client) => (await client.pull(groupUri)).filter(one => one.includes("invalid-port"))

test("a linked template is judged with what a closed file hands over, as that is by now", async () => {
  const disk = new Map([
    [mainUri, main("99999")],
    [groupUri, group()],
  ])
  const client = await workspaceOf(disk)
  await client.open(group(), groupUri)
  await vi.waitFor(async () => expect(await found(client)).toEqual([refused]))
  disk.set(mainUri, main("443"))
  await changed(client, mainUri)
  await vi.waitFor(async () => expect(await found(client)).toEqual([]))
})

test("an edit of a linked template is judged at once, with what is handed over", async () => {
  const disk = new Map([
    [mainUri, main("443")],
    [groupUri, group()],
  ])
  const client = await workspaceOf(disk)
  await client.open(group(), groupUri)
  await vi.waitFor(async () => expect(await found(client)).toEqual([]))
  await replace(client, groupUri, group("[concat('9', parameters('port'), '99')]"))
  expect(await found(client)).toEqual([refused])
  await replace(client, groupUri, group())
  expect(await found(client)).toEqual([])
})

test("an edit of the linking template changes what is found in the linked one", async () => {
  const disk = new Map([
    [mainUri, main("443")],
    [groupUri, group()],
  ])
  const client = await workspaceOf(disk)
  await client.open(main("443"), mainUri)
  await client.open(group(), groupUri)
  await vi.waitFor(async () => expect(await found(client)).toEqual([]))
  await replace(client, mainUri, main("99999"))
  expect(await found(client)).toEqual([refused])
  await replace(client, mainUri, main("99999", "nested/other.json"))
  expect(await found(client)).toEqual([])
})

test("a linked template that comes later is found", async () => {
  const disk = new Map([[mainUri, main("99999")]])
  const client = await workspaceOf(disk)
  await client.open(main("99999"), mainUri)
  await client.pull(mainUri)
  disk.set(groupUri, group())
  await changed(client, groupUri, FileChangeType.Created)
  await vi.waitFor(async () => expect(await found(client)).toEqual([refused]))
})
