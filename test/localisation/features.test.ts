import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import * as l10n from "@vscode/l10n"
import { afterAll, expect, test } from "vitest"
import {
  CodeLensRequest,
  DocumentDiagnosticRequest,
  type DocumentSymbol,
  DocumentSymbolRequest,
  HoverRequest,
  type InlayHint,
  InlayHintRequest,
  type MarkupContent,
  SignatureHelpRequest,
  type SymbolInformation,
} from "vscode-languageserver/node"
import { portServices } from "../../server/src/azure/port-services.ts"
import { connect, pulling } from "../server/connect.ts"
import { marked, notation, unmarkedLines, wordsOf } from "./marked.ts"

// The last client of this process spoke in marks, and other tests share its modules.
afterAll(() => l10n.config({ contents: {} }))

const names = readdirSync("examples", { recursive: true, encoding: "utf8" }).filter(
  name => /\.(json|ya?ml|nsgflow)$/.test(name) && !name.startsWith("logs"),
)
const files = new Map(
  names.map(name => [`file:///w/${name.replaceAll(path.sep, "/")}`, readFileSync(`examples/${name}`, "utf8")]),
)

/** Names of services are the same everywhere. */
const services = [...portServices.values()].flat()

/** Code, and what links lead to. */
function withoutCode(text: string | MarkupContent): string {
  const markdown = typeof text === "string" ? text : text.value
  return markdown.replace(/`[^`]*`|\]\([^)]*\)/g, " ")
}

test.each([...files])(
  "%s: no word of hovers, lenses, hints, problems and the outline is unmarked",
  async (uri, text) => {
    const client = await connect(pulling, {
      files: one => files.get(one),
      listed: () => [...files.keys()],
      options: { texts: marked },
    })
    const { connection } = client
    await client.open(text, uri, uri.endsWith(".nsgflow") ? "nsgflow" : /ya?ml$/.test(uri) ? "yaml" : "json")
    const textDocument = { uri }
    const lines = text.split("\n")
    const range = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } }
    const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument })
    const told = report.kind === "full" ? report.items.map(({ message }) => message) : []
    const lenses = (await connection.sendRequest(CodeLensRequest.type, { textDocument })) ?? []
    const hints = (await connection.sendRequest(InlayHintRequest.type, { textDocument, range })) ?? []
    const symbols = (await connection.sendRequest(DocumentSymbolRequest.type, { textDocument })) ?? []
    told.push(
      ...lenses.flatMap(({ command }) => command?.title ?? []),
      ...hints.flatMap(hintTexts),
      ...symbols.flatMap(symbolTexts),
    )
    for (const position of wordStarts(lines)) {
      const hover = await connection.sendRequest(HoverRequest.type, { textDocument, position })
      if (hover) told.push((hover.contents as MarkupContent).value)
      const help =
        text.charAt(0) === "{"
          ? await connection.sendRequest(SignatureHelpRequest.type, { textDocument, position })
          : null
      told.push(
        ...(help?.signatures ?? []).flatMap(({ documentation = "" }) =>
          typeof documentation === "string" ? documentation : documentation.value,
        ),
      )
    }
    const known = wordsOf(...files.values(), ...files.keys(), ...services, ...notation)
    expect(unmarkedLines(told.map(withoutCode), known)).toEqual([])
  },
)

function wordStarts(lines: readonly string[]) {
  return lines.flatMap((text, line) =>
    [...text.matchAll(/[\w-]{2,}/g)].map(({ index }) => ({ line, character: index + 1 })),
  )
}

function hintTexts({ label, tooltip }: InlayHint): string[] {
  const parts = typeof label === "string" ? [label] : label.map(({ value }) => value)
  return [parts.join(""), ...(typeof tooltip === "string" ? [tooltip] : [])]
}

function symbolTexts({ name, ...symbol }: DocumentSymbol | SymbolInformation): string[] {
  if (!("range" in symbol)) return [name]
  return [name, symbol.detail ?? "", ...(symbol.children ?? []).flatMap(symbolTexts)]
}
