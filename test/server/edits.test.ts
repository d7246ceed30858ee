import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import {
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DocumentDiagnosticRequest,
} from "vscode-languageserver/node"
import { TextDocument } from "vscode-languageserver-textdocument"
import { type Random, seededRandom, seedOfRun } from "../engine/support/random.ts"
import { strip } from "../support/annotate.ts"
import { type Client, connect } from "./connect.ts"

// However long someone types, the server says in the end what one says that is just shown the final text.

/** The dialects that people write and export most. */
const dialects = [
  "ansible.yaml",
  "arm-parameters.json",
  "arm-template.json",
  "arm-template-expressions.json",
  "aso.yaml",
  "az-cli-json.json",
  "az-cli-yaml.yaml",
  "crossplane.yaml",
  "helm.yaml",
  "powershell-json.json",
  "pulumi-yaml.yaml",
  "resource-graph.json",
  "rest-examples.json",
  "tf-json.json",
  "tf-plan.json",
]

const editsOfEach = 70 * Number(process.env.NSG_SOAK ?? 1)

test.each(dialects)("after many edits of %s all diagnostics are those of the final text", async file => {
  const random = seededRandom(seedOfRun(20261201))
  const language = file.endsWith(".json") ? "json" : "yaml"
  const uri = `file:///w/${file}`
  const [typing, fresh] = [await connect(), await connect()]
  const first = strip(readFileSync(`test/fixtures/readers/${file}`, "utf8"))
  let now = TextDocument.create(uri, language, 1, first)
  await typing.open(now.getText(), uri, language)
  const seen = new Set<unknown>()
  for (let edit = 1; edit <= editsOfEach; edit++) {
    const before = now.getText()
    now = await typed(typing, now, someEdit(random, before))
    const shown = await pulled(typing, uri)
    for (const { code } of shown) seen.add(code)
    if (edit % 7 === 0) {
      await fresh.open(now.getText(), uri, language)
      expect(shown, now.getText()).toEqual(await pulled(fresh, uri))
      await fresh.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } })
    }
    // Much that is taken out of a text leaves little to look at, and so does what breaks it.
    const isBroken = shown.some(({ code }) => code === "unreadable-document")
    const back = edit % 14 === 0 ? first : isBroken || random.chance(0.3) ? before : undefined
    if (back !== undefined) now = await typed(typing, now, { start: 0, end: now.getText().length, text: back })
  }
  // Else the edits would show nothing.
  expect(seen.size).toBeGreaterThan(2)
})

interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A key or two typed or deleted, another value, and lines that come, go and move. */
function someEdit(random: Random, text: string): TextEdit {
  const start = random.below(text.length + 1)
  if (random.chance(0.3)) {
    const typed = random.pick([" ", "\n", "x", "1", '"', ",", "# ", "- ", "{", "*"])
    return { start, end: Math.min(text.length, start + random.below(2)), text: typed }
  }
  const values = [...text.matchAll(/[\w./*-]+(?=["']?,?\r?$)/gm)]
  if (values.length > 0 && random.chance(0.6)) {
    const value = random.pick(values)
    const other = random.chance(0.5)
      ? random.pick(values)[0]
      : random.pick(["Deny", "4097", "Internet", "10.0.0.0/8", "*"])
    return { start: value.index, end: value.index + value[0].length, text: other }
  }
  const lines = [...text.matchAll(/^.*\n/gm)]
  if (lines.length === 0) return { start, end: start, text: "\n" }
  const from = random.below(lines.length)
  const to = Math.min(lines.length - 1, from + random.below(4))
  const [first, last] = [lines[from]!.index, lines[to]!.index + lines[to]![0].length]
  if (random.chance(0.3)) return { start: first, end: last, text: "" }
  const place = random.pick(lines).index
  return { start: place, end: place, text: text.slice(first, last) }
}

async function typed({ connection }: Client, document: TextDocument, edit: TextEdit): Promise<TextDocument> {
  const range = { start: document.positionAt(edit.start), end: document.positionAt(edit.end) }
  const change = { range, text: edit.text }
  const version = document.version + 1
  const { uri, languageId } = document
  const text = TextDocument.applyEdits(document, [{ range, newText: edit.text }])
  await connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version },
    contentChanges: [change],
  })
  return TextDocument.create(uri, languageId, version, text)
}

async function pulled({ connection }: Client, uri: string): Promise<readonly Diagnostic[]> {
  const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } })
  if (report.kind !== "full") throw new Error(`The whole report was asked for, and it was ${report.kind}.`)
  return report.items
}
