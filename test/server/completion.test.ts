import { expect, test } from "vitest"
import {
  type ClientCapabilities,
  type CompletionItem,
  CompletionRequest,
  CompletionTriggerKind,
  InsertTextFormat,
} from "vscode-languageserver/node"
import { azGroup } from "../support/sample-groups.ts"
import { type Client, connect, pulling } from "./connect.ts"

const group = azGroup("web", [
  { name: "https", priority: 100, port: "443" },
  { name: "again", priority: 110, port: "80" },
])
const withSnippets: ClientCapabilities = {
  ...pulling,
  textDocument: { ...pulling.textDocument, completion: { completionItem: { snippetSupport: true } } },
}

/** What is offered where `$0` stands in the text that the client has open; `character` is what was typed last. */
async function offered(client: Client, marked: string, character?: string): Promise<readonly CompletionItem[]> {
  const lines = marked.slice(0, marked.indexOf("$0")).split("\n")
  const context = character
    ? { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter: character }
    : { triggerKind: CompletionTriggerKind.Invoked }
  const answer = await client.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri: client.uri },
    position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
    context,
  })
  return Array.isArray(answer) ? answer : []
}

async function opened(marked: string, capabilities = withSnippets, commands = true): Promise<Client> {
  const client = await connect(capabilities, { commands })
  await client.open(marked.replace("$0", ""))
  return client
}

test("completion answers for a text as it stands after an edit", async () => {
  const marked = group.replace('"priority": 110', '"priority": 11$00')
  const client = await opened(marked)
  const labels = async () => (await offered(client, marked)).map(({ label }) => label)
  expect(await labels()).toEqual(["110"])
  const lines = group.split("\n")
  const line = lines.findIndex(each => each.includes('"priority": 100'))
  const from = lines[line]?.indexOf("100") ?? 0
  await client.edit({ range: [line, from, from + 3], text: "200" })
  expect(await labels()).toEqual(["210", "100"])
})

test("a space asks only behind a colon or a dash", async () => {
  const behindColon = group.replace('"access": "Allow"', '"access": $0')
  expect(await offered(await opened(behindColon), behindColon, " ")).toHaveLength(2)
  const between = group.replace('"access": "Allow",', " $0")
  expect(await offered(await opened(between), between, " ")).toEqual([])
  expect(await offered(await opened(between), between)).not.toEqual([])
})

test.each([
  ["with snippets and commands", withSnippets, true, InsertTextFormat.Snippet, "editor.action.triggerSuggest"],
  ["with snippets alone", withSnippets, false, InsertTextFormat.Snippet, undefined],
  ["with neither", pulling, false, undefined, undefined],
] as const)("a client %s gets no more than it takes", async (_, capabilities, commands, format, command) => {
  const marked = group.replace('"destinationPortRange": "80"', "$0")
  const items = await offered(await opened(marked, capabilities, commands), marked)
  const port = items.find(({ label }) => label === "destinationPortRange")
  expect(port).toMatchObject({ filterText: "destinationPortRange" })
  expect([port?.insertTextFormat, port?.command?.command]).toEqual([format, command])
})

test("nothing in a text that is not open", async () => {
  const client = await connect(withSnippets)
  expect(await offered(client, "$0")).toEqual([])
})

test("a group is offered in a template that has none yet, and in no other file", async () => {
  const marked = `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [ $0 ] }`
  expect((await offered(await opened(marked), marked)).map(({ label }) => label)).toEqual(["nsg group"])
  const other = '{ "resources": [ $0 ] }'
  expect(await offered(await opened(other), other)).toEqual([])
})
