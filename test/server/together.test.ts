import { expect, test, vi } from "vitest"
import {
  CodeLensRequest,
  DiagnosticRefreshRequest,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DocumentDiagnosticRequest,
  HoverRequest,
} from "vscode-languageserver/node"
import { type Client, connect, describeDiagnostic, pulling } from "./connect.ts"

const group = `apiVersion: network.azure.com/v1api20201101
kind: NetworkSecurityGroup
metadata: { name: web, namespace: shop }
spec: { location: westeurope, owner: { name: rg } }
`
const rule = (name: string, priority: number, access: string) => `apiVersion: network.azure.com/v1api20201101
kind: NetworkSecurityGroupsSecurityRule
metadata: { name: ${name}, namespace: shop }
spec:
  owner: { name: web }
  priority: ${priority}
  direction: Inbound
  access: ${access}
  protocol: Tcp
  sourceAddressPrefix: 10.0.0.0/8
  sourcePortRange: "*"
  destinationAddressPrefix: "*"
  destinationPortRange: "22"
`

const [groupUri, openUri, closeUri] = ["file:///k8s/group.yaml", "file:///k8s/open.yaml", "file:///k8s/close.yaml"]

async function openAll(client: Client): Promise<void> {
  await client.open(group, groupUri, "yaml")
  await client.open(rule("open", 100, "Allow"), openUri, "yaml")
  await client.open(rule("close", 200, "Deny"), closeUri, "yaml")
}

test("rules of several documents are judged as one group, and a finding leads to the other document", async () => {
  const client = await connect()
  await openAll(client)
  const report = await client.connection.sendRequest(DocumentDiagnosticRequest.type, {
    textDocument: { uri: closeUri },
  })
  const [shadowed] = report.kind === "full" ? report.items : []
  expect(shadowed).toMatchObject({
    code: "shadowed-rule",
    range: { start: { line: 2, character: 18 } },
    relatedInformation: [{ location: { uri: openUri, range: { start: { line: 2, character: 18 } } } }],
  })
  expect(await client.pull(openUri)).toEqual([])
  const lenses = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: groupUri } })
  expect(lenses?.map(({ command }) => command?.title)).toEqual(["Verify flow in web…", "web: 2 rules · 1 dead"])
  expect(await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: openUri } })).toEqual([])
  const hover = await client.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri: closeUri },
    position: { line: 2, character: 20 },
  })
  expect(JSON.stringify(hover?.contents)).toContain("Never matches")
})

test("an edit or a close in one document changes the findings of another", async () => {
  const client = await connect()
  await openAll(client)
  const ask = async (previousResultId?: string) =>
    client.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: closeUri },
      ...(previousResultId !== undefined && { previousResultId }),
    })
  const first = await ask()
  expect(first).toMatchObject({ kind: "full", items: [{ code: "shadowed-rule" }] })
  await client.open("{}", "file:///k8s/other.json")
  expect(await ask(first.resultId)).toMatchObject({ kind: "unchanged" })
  await client.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: openUri } })
  expect(await ask(first.resultId)).toMatchObject({ kind: "full", items: [] })
})

test("a client that cannot pull is told of other documents, too", async () => {
  const client = await connect({})
  await openAll(client)
  const last = (uri: string) => client.pushed.get(uri)?.at(-1)?.map(describeDiagnostic)
  await vi.waitFor(() => expect(last(closeUri)).toEqual(["2:18 error shadowed-rule"]))
  await client.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: openUri } })
  await vi.waitFor(() => expect(last(closeUri)).toEqual([]))
  // How many documents are there when the first is judged depends on the machine; nothing is sent without a change.
  expect(client.pushed.get(groupUri)?.length).toBeLessThanOrEqual(4)
})

const template = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "rules": { "type": "array" } },
  "resources": [{
    "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web",
    "properties": { "securityRules": "[parameters('rules')]" }
  }]
}`
const parameters = (priority: number) => {
  const properties = {
    ...{ direction: "Inbound", protocol: "Tcp", sourceAddressPrefix: "10.0.0.0/8", sourcePortRange: "*" },
    ...{ destinationAddressPrefix: "*", destinationPortRange: "22" },
  }
  const rules = [
    { name: "open", properties: { ...properties, priority: 200, access: "Allow" } },
    { name: "close", properties: { ...properties, priority, access: "Deny" } },
  ]
  return JSON.stringify({ $schema: "deploymentParameters.json#", parameters: { rules: { value: rules } } })
}

test("a template is judged with the values of its parameter file, open or not", async () => {
  let onDisk = parameters(300)
  const client = await connect(pulling, {
    files: uri => (uri === "file:///nsg.parameters.json" ? onDisk : undefined),
  })
  const refreshed = vi.fn()
  client.connection.onRequest(DiagnosticRefreshRequest.type, refreshed)
  await client.open(template)
  expect(await client.pull()).toEqual(["3:19 error shadowed-rule"])
  onDisk = parameters(100)
  const changes = [{ uri: "file:///nsg.parameters.json", type: 2 as const }]
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes })
  await vi.waitFor(() => expect(refreshed).toHaveBeenCalled())
  expect(await client.pull()).toEqual(["3:19 warning shadowed-rule"])
  await client.open(parameters(400), "file:///nsg.parameters.json")
  // Where the file is open it is said there, and once.
  expect(await client.pull()).toEqual([])
  expect(await client.pull("file:///nsg.parameters.json")).toEqual([expect.stringContaining("error shadowed-rule")])
})
