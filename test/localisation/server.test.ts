import * as l10n from "@vscode/l10n"
import { afterAll, expect, test } from "vitest"
import {
  CodeActionKind,
  CodeActionRequest,
  CodeLensRequest,
  type Diagnostic,
  DocumentDiagnosticRequest,
  HoverRequest,
} from "vscode-languageserver/node"
import { type Client, connect, pulling } from "../server/connect.ts"
import { german } from "./german.ts"

// The last client of this process spoke German, and other tests share its modules.
afterAll(() => l10n.config({ contents: {} }))

const text = `
name: web
securityRules:
- { name: allow-all, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.0.0.0/8, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: no-ssh, priority: 200, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22 }
`
const uri = "file:///nsg.yaml"
const codeAction = { codeActionLiteralSupport: { codeActionKind: { valueSet: [CodeActionKind.QuickFix] } } }
const capabilities = { ...pulling, textDocument: { ...pulling.textDocument, codeAction } }
const atName = { textDocument: { uri }, position: { line: 4, character: 10 } }

test("a client that hands over texts is told everything in them", async () => {
  const client = await connect(capabilities, { options: { texts: german } })
  await client.open(text, uri, "yaml")
  const [dead, ...others] = await diagnosticsOf(client)
  expect(others).toEqual([])
  expect(dead?.message).toBe(
    '"no-ssh" (200) trifft nie zu: "allow-all" (110) lässt diesen Datenverkehr bereits zu. Eine Priorität unter 110 setzen.',
  )
  expect(dead?.relatedInformation?.map(({ message }) => message)).toEqual(['"allow-all" (110) trifft zuerst zu: Allow'])
  expect(await lensesOf(client)).toEqual(["Flow in web prüfen…", "web: 2 Regeln · 1 unwirksam"])
  expect(await hoverOf(client)).toContain('Trifft nie zu: "allow-all" (110) lässt diesen Datenverkehr bereits zu.')
  expect(await actionsOf(client, dead)).toEqual([
    "Auf 100 verschieben (neu abgelehnt tcp/22 von 10.1.0.0/16)",
    "Regel entfernen (kein Datenverkehr ändert sich)",
    "shadowed-rule hier ignorieren, mit Begründung",
    "shadowed-rule in .nsgrc abschalten",
  ])
})

test("one that does not hears English", async () => {
  const client = await connect(pulling)
  await client.open(text, uri, "yaml")
  const [dead] = await diagnosticsOf(client)
  expect(dead?.message).toBe(
    '"no-ssh" (200) never matches: "allow-all" (110) already allows this traffic. Give it a priority below 110.',
  )
  expect(await lensesOf(client)).toEqual(["Verify flow in web…", "web: 2 rules · 1 dead"])
})

async function diagnosticsOf({ connection }: Client): Promise<readonly Diagnostic[]> {
  const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } })
  return report.kind === "full" ? report.items : []
}

async function lensesOf({ connection }: Client): Promise<readonly (string | undefined)[]> {
  const lenses = (await connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? []
  return lenses.map(({ command }) => command?.title)
}

async function hoverOf({ connection }: Client): Promise<string> {
  return JSON.stringify((await connection.sendRequest(HoverRequest.type, atName))?.contents).replaceAll('\\"', '"')
}

async function actionsOf({ connection }: Client, about: Diagnostic | undefined): Promise<readonly string[]> {
  if (!about) return []
  const params = { textDocument: { uri }, range: about.range, context: { diagnostics: [about] } }
  return ((await connection.sendRequest(CodeActionRequest.type, params)) ?? []).map(({ title }) => title)
}
