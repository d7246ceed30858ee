import assert from "node:assert/strict"
import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { suite, suiteSetup, suiteTeardown, teardown, test } from "mocha"
import {
  ConfigurationTarget,
  commands,
  type Hover,
  type MarkdownString,
  type TextDocument,
  Uri,
  workspace,
} from "vscode"
import { tagFileText } from "../support/tag-data.ts"
import { closeEverything, openText, rangeOf, until, withSetting, workspaceFile } from "./editor.ts"

const fileName = "ServiceTags_Public_20251028.json"
const group = `{
  "name": "tags-nsg",
  "type": "Microsoft.Network/networkSecurityGroups",
  "securityRules": [
    { "name": "blob", "priority": 100, "direction": "Outbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "20.38.98.1", "destinationPortRange": "443" }
  ]
}
`

suite("service tags", () => {
  let server: Server
  let answer: RequestListener = (_, response) => response.end()

  suiteSetup(async () => {
    server = createServer((request, response) => answer(request, response))
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve))
    await setAddress(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${fileName}`)
  })

  suiteTeardown(async () => {
    await setAddress(undefined)
    server.closeAllConnections()
    server.close()
  })

  teardown(closeEverything)

  test("the command downloads a file, hovers tell of it, and a bad download leaves it in its place", async () => {
    answer = (_, response) => response.end(tagFileText({ Storage: ["20.38.96.0/19"] }))
    assert.equal(await update(), "2025-10-28 (Public)")
    const document = await openText("json", group)
    await until("the tags of the address", async () =>
      (await hoverOn(document, "20.38.98.1")).includes(
        "20.38.98.1 is in Storage, according to the service tag data of 2025-10-28",
      ),
    )
    answer = (_, response) => response.end(tagFileText({ Storage: ["20.38.96.0/19"] }).slice(0, 100))
    assert.equal(await update(), undefined)
    answer = (_, response) => response.writeHead(503).end()
    assert.equal(await update(), undefined)
    assert.match(await hoverOn(document, "20.38.98.1"), /is in Storage/)
    answer = (_, response) => response.end(tagFileText({ Sql: ["20.38.98.0/24"] }))
    assert.equal(await update(), "2025-10-28 (Public)")
    await until("the tags of the new file", async () => (await hoverOn(document, "20.38.98.1")).includes("is in Sql"))
  })

  test("a file that the setting names comes before the download", async () => {
    const file = workspaceFile("infra/tags.json")
    await workspace.fs.writeFile(file, new TextEncoder().encode(tagFileText({ AzureCloud: ["20.0.0.0/8"] })))
    const web = workspaceFile("infra/web.json")
    await workspace.fs.writeFile(web, new TextEncoder().encode(group))
    try {
      const document = await workspace.openTextDocument(web)
      await withSetting("serviceTags.file", "infra/tags.json", () =>
        until("the tags of the setting's file", async () =>
          (await hoverOn(document, "20.38.98.1")).includes(
            "is in AzureCloud, according to the service tag data of change 375 (Public)",
          ),
        ).then(() => undefined),
      )
    } finally {
      await workspace.fs.delete(Uri.joinPath(file, ".."), { recursive: true })
    }
  })
})

function setAddress(address: string | undefined): Thenable<void> {
  return workspace.getConfiguration("nsg").update("serviceTags.address", address, ConfigurationTarget.Global)
}

function update(): Thenable<string | undefined> {
  return commands.executeCommand("nsg.updateServiceTags")
}

async function hoverOn(document: TextDocument, text: string): Promise<string> {
  const position = rangeOf(document, text).start.translate(0, 2)
  const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, position)
  return hovers.flatMap(hover => (hover.contents as MarkdownString[]).map(({ value }) => value)).join("\n")
}
