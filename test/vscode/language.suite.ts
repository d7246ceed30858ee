import assert from "node:assert/strict"
import { suite, teardown, test } from "mocha"
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  commands,
  type DocumentSymbol,
  type InlayHint,
  type Location,
  type LocationLink,
  Range,
  Selection,
  type SignatureHelp,
  type SymbolInformation,
  type TextDocument,
  type WorkspaceEdit,
  window,
  workspace,
} from "vscode"
import { closeEverything, openFile, openText, pause, rangeOf, replaceText, until, withSetting } from "./editor.ts"

suite("while typing", () => {
  teardown(closeEverything)

  test("a port is completed by the name of its service, in the quotes that are there", async () => {
    const document = await openFile("web.json")
    await replaceText(document, '"443"', '"rd"')
    await complete(document, '"rd', "3389")
    assert.ok(document.getText().includes('"destinationPortRange": "3389"'))
  })

  test("a key is completed in YAML, in Ansible's spelling, and its value is chosen", async () => {
    const document = await openFile("playbook.yml")
    await replaceText(
      document,
      "            access: Allow\n            priority: 110",
      "            acc\n            priority: 110",
    )
    const item = await itemAt(document, "10.0.1.0/24\n            acc", "access")
    assert.equal(textOf(item), `access: \${1|Allow,Deny|}`, JSON.stringify(item))
  })

  test("tags say what they are for, and their regions come behind the dot", async () => {
    const document = await openFile("web.json")
    await replaceText(document, '"203.0.113.0/24"', '"Storage.WestEu"')
    const region = await itemAt(document, '"Storage.WestEu', "Storage.WestEurope")
    assert.match(region.detail ?? "", /outbound/)
    await complete(document, '"Storage.WestEu', "Storage.WestEurope")
    assert.ok(document.getText().includes('"sourceAddressPrefix": "Storage.WestEurope"'))
  })

  test("the rules that a service needs are one completion, and the group is sound with them", async () => {
    const document = await openFile("web.json")
    await replaceText(document, '"securityRules": [', '"securityRules": [\n          ')
    const item = await itemAt(document, '"securityRules": [\n          ', "nsg rules for Azure Bastion")
    const text = textOf(item)
    assert.equal(text.match(/"GatewayManager"/g)?.length, 1)
    assert.match(text, /,$/)
  })

  test("nothing of ours is offered outside of rules", async () => {
    const document = await openText("json", '{ "access": "" }')
    assert.deepEqual(
      (await itemsAt(document, '"access": "')).filter(({ detail }) => detail?.startsWith("security rule")),
      [],
    )
  })

  test("inlay hints stand behind the values, and each kind has a setting", async () => {
    const document = await openFile("web.json")
    const labels = async () => (await hintsIn(document)).map(({ label }) => label)
    await until("the hints", async () => (await labels()).includes("HTTPS"))
    assert.deepEqual(await labels(), ["never matches", "HTTPS"])
    await withSetting("inlayHints.evaluationOrder", true, () =>
      until("the order", async () => (await labels()).includes('after "allow-web" (100)')).then(() => undefined),
    )
  })

  test("the outline has rules in their groups, in evaluation order", async () => {
    const document = await openFile("web.json")
    const found = await until("the outline", async () => {
      const symbols = await commands.executeCommand<(DocumentSymbol | SymbolInformation)[]>(
        "vscode.executeDocumentSymbolProvider",
        document.uri,
      )
      return symbols?.find(symbol => symbol.name === "web-nsg" && "detail" in symbol) as DocumentSymbol | undefined
    })
    assert.deepEqual(
      found.children.map(({ name, detail }) => [name, detail]),
      [
        ["allow-web", "100 Inbound Allow Tcp"],
        ["deny-https-from-lab", "200 Inbound Deny Tcp"],
      ],
    )
  })

  test("symbols of files that are not open are found", async () => {
    await openFile("web.json")
    const found = await until("the symbol", async () => {
      const symbols = await commands.executeCommand<SymbolInformation[]>(
        "vscode.executeWorkspaceSymbolProvider",
        "front-nsg",
      )
      return symbols.find(({ name }) => name === "front-nsg")
    })
    assert.match(found.location.uri.path, /front-nsg\.json$/)
  })

  test("a NIC's reference leads to its subnet in a file that is not open", async () => {
    const document = await openFile("network/nic.json")
    const [only, another] = await until("the definition", async () => {
      const found = await definitionsAt(document, "subnets/front")
      return found.length > 0 && found
    })
    assert.equal(another, undefined)
    assert.match(only ? uriOf(only) : "", /vnet\.json$/)
  })

  test("a rule is renamed", async () => {
    const document = await openFile("web.json")
    const position = rangeOf(document, "allow-web").start
    const edit = await until("the edit", async () =>
      commands.executeCommand<WorkspaceEdit>(
        "vscode.executeDocumentRenameProvider",
        document.uri,
        position,
        "let-web-in",
      ),
    )
    assert.ok(await workspace.applyEdit(edit))
    assert.ok(document.getText().includes('"name": "let-web-in"'))
  })

  test("a function of an expression says how it is called", async () => {
    const document = await openFile("web.json")
    await replaceText(document, '"80-443"', "\"[concat('80', )]\"")
    const position = rangeOf(document, "concat('80', ").end
    const help = await until("the signature", async () =>
      commands.executeCommand<SignatureHelp>("vscode.executeSignatureHelpProvider", document.uri, position, "("),
    )
    assert.equal(help.signatures[0]?.label, "concat(arg1, arg2, …)")
    assert.equal(help.activeParameter, 1)
  })
})

/** What is offered behind a text. */
async function itemsAt(document: TextDocument, text: string): Promise<readonly CompletionItem[]> {
  const position = rangeOf(document, text).end
  return (await commands.executeCommand<CompletionList>("vscode.executeCompletionItemProvider", document.uri, position))
    .items
}

function itemAt(document: TextDocument, text: string, label: string): Promise<CompletionItem> {
  const called = ({ label: own }: CompletionItem) => (typeof own === "string" ? own : own.label) === label
  // VS Code's own words of the document have no more than a label.
  return until(`the completion ${label}`, async () =>
    (await itemsAt(document, text)).find(item => called(item) && item.kind !== CompletionItemKind.Text),
  )
}

function textOf({ insertText = "" }: CompletionItem): string {
  return typeof insertText === "object" ? insertText.value : insertText
}

/** Asks for suggestions behind a text as a user does, and takes the first. */
async function complete(document: TextDocument, text: string, label: string): Promise<void> {
  await itemAt(document, text, label)
  const editor = await window.showTextDocument(document)
  const { end } = rangeOf(document, text)
  editor.selection = new Selection(end, end)
  const before = document.getText()
  await until(`${label} is taken`, async () => {
    await commands.executeCommand("editor.action.triggerSuggest")
    await pause(500)
    await commands.executeCommand("acceptSelectedSuggestion")
    return document.getText() !== before
  })
}

async function hintsIn(document: TextDocument): Promise<readonly InlayHint[]> {
  const whole = new Range(0, 0, document.lineCount, 0)
  return commands.executeCommand<InlayHint[]>("vscode.executeInlayHintProvider", document.uri, whole)
}

async function definitionsAt(document: TextDocument, text: string): Promise<readonly (Location | LocationLink)[]> {
  const position = rangeOf(document, text).end.translate(0, -1)
  return commands.executeCommand("vscode.executeDefinitionProvider", document.uri, position)
}

function uriOf(location: Location | LocationLink): string {
  return ("targetUri" in location ? location.targetUri : location.uri).path
}
