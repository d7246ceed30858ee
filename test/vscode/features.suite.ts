import assert from "node:assert/strict"
import { suite, teardown, test } from "mocha"
import { type CodeLens, commands, type Hover, type MarkdownString, type TextDocument } from "vscode"
import type { Subject, VerifyFlowAnswer } from "../../server/src/protocol.ts"
import { closeEverything, openFile, rangeOf, until } from "./editor.ts"

suite("hovers and lenses", () => {
  teardown(closeEverything)

  test("on a group's name: its rules as a table, defaults among them", async () => {
    const text = await hoverOn(await openFile("web.json"), '"web-nsg"')
    assert.match(text, /\|.*allow-web.*\|/)
    assert.match(text, /~~.*deny-https-from-lab.*~~/)
    assert.match(text, /DenyAllInBound/)
  })

  test("on a rule's name: what it really matches", async () => {
    assert.match(await hoverOn(await openFile("web.json"), "allow-web"), /443/)
    assert.match(await hoverOn(await openFile("playbook.yml"), "allow-sql-from-app"), /allow-sql/)
  })

  test("on a word of a rule: what it means, what is left for the rule, and a link to verify that", async () => {
    const text = await hoverOn(await openFile("web.json"), '"Inbound"')
    assert.match(text, /Traffic to the resources behind the NSG\./)
    assert.match(text, /"allow-web" \(100\) matches all of its traffic, for example/)
    const [, query = ""] = /\(command:nsg\.askFlow\?(.*?)\)/.exec(text) ?? []
    const [argument] = JSON.parse(decodeURIComponent(query)) as [Subject & { flow: string }]
    const answer = await commands.executeCommand<VerifyFlowAnswer>("nsg.askFlow", argument)
    assert.match(answer.client.summary, /allow-web/)
  })

  test("above a group: the way to verify a flow, and how many rules there are", async () => {
    const document = await openFile("web.json")
    const lenses = await until("lenses", async () => {
      const found = await lensesOf(document)
      return found.length > 0 && found
    })
    assert.deepEqual(
      lenses.map(({ command }) => [command?.title, command?.command]),
      [
        ["Verify flow in web-nsg…", "nsg.askFlow"],
        ["web-nsg: 2 rules · 1 dead", "nsg.showEffectiveRules"],
      ],
    )
    for (const { range } of lenses) assert.equal(range.start.line, rangeOf(document, '"web-nsg"').start.line)
  })

  test("none in a file without a group", async () => {
    assert.deepEqual(await lensesOf(await openFile("ordinary.json")), [])
  })
})

/** The text of this extension's hover: VS Code's own JSON hovers are no Markdown tables of rules. */
async function hoverOn(document: TextDocument, text: string): Promise<string> {
  const position = rangeOf(document, text).start.translate(0, 2)
  return until(`a hover on ${text}`, async () => {
    const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, position)
    const contents = hovers.flatMap(hover => hover.contents as MarkdownString[])
    return contents.map(({ value }) => value).join("\n") || undefined
  })
}

function lensesOf({ uri }: TextDocument): Thenable<CodeLens[]> {
  return commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", uri, 100)
}
