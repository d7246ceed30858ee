import { spawn } from "node:child_process"
import { createRequire } from "node:module"
import path from "node:path"
import process from "node:process"
import { pathToFileURL } from "node:url"
import { expect, onTestFinished, test } from "vitest"
import {
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidOpenTextDocumentNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node"

const require = createRequire(import.meta.url)
const url = pathToFileURL("schemas/nsgrc.schema.json").href
const bin = (name: string, file: string) =>
  path.join(path.dirname(require.resolve(`${name}/package.json`)), "bin", file)

/** The language servers that VS Code and Red Hat's extension complete and explain with, and how each is told of a schema. */
const servers = {
  json: {
    program: bin("vscode-langservers-extracted", "vscode-json-language-server"),
    settings: { json: { validate: { enable: true }, schemas: [{ fileMatch: [".nsgrc.json"], url }] } },
    name: ".nsgrc.json",
  },
  yaml: {
    program: bin("yaml-language-server", "yaml-language-server"),
    settings: { yaml: { validate: true, completion: true, hover: true, schemas: { [url]: ".nsgrc.yaml" } } },
    name: ".nsgrc.yaml",
  },
}

async function start(language: keyof typeof servers, text: string) {
  const { program, settings, name } = servers[language]
  const child = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "ignore"] })
  onTestFinished(() => void child.kill())
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  const marked = new Promise<Diagnostic[]>(resolve => {
    connection.onNotification(PublishDiagnosticsNotification.type, ({ diagnostics }) => resolve(diagnostics))
  })
  connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(({ section }) => (section ? (settings as Record<string, unknown>)[section] : null)),
  )
  connection.onRequest(RegistrationRequest.type, () => {})
  connection.listen()
  const textDocument = { completion: { completionItem: { snippetSupport: true } }, hover: {}, publishDiagnostics: {} }
  const capabilities = { textDocument, workspace: { configuration: true } }
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities,
    initializationOptions: { handledSchemaProtocols: ["file"], provideFormatter: false },
  })
  await connection.sendNotification(InitializedNotification.type, {})
  await connection.sendNotification(DidChangeConfigurationNotification.type, { settings })
  const uri = `file:///w/${name}`
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: language, version: 1, text },
  })
  const at = (line: number, character: number) => ({ textDocument: { uri }, position: { line, character } })
  return {
    marked,
    complete: async (line: number, character: number) => {
      const found = await connection.sendRequest(CompletionRequest.type, at(line, character))
      const items = Array.isArray(found) ? found : (found?.items ?? [])
      return items.map(({ label }) => label.replaceAll('"', ""))
    },
    hover: async (line: number, character: number) =>
      JSON.stringify(await connection.sendRequest(HoverRequest.type, at(line, character))),
  }
}

type Place = readonly [line: number, character: number]

interface Example {
  readonly language: keyof typeof servers
  readonly text: string
  readonly word: Place
  readonly key: Place
  readonly explained: Place
}

test.each<Example>([
  {
    language: "json",
    text: '{\n  "checks": { "shadowed-rule": "warning" },\n  "chekcs": {},\n  "profile": "curent",\n  ""\n}',
    word: [1, 33],
    key: [4, 3],
    explained: [1, 20],
  },
  {
    language: "yaml",
    text: "checks:\n  shadowed-rule: \nchekcs: {}\nprofile: curent\n",
    word: [1, 17],
    key: [4, 0],
    explained: [1, 5],
  },
])(
  "$language: words and keys are completed and explained; what is wrong is left to nsg",
  async example => {
    const { language, text, word, key, explained } = example
    const server = await start(language, text)
    const diagnostics = await server.marked
    expect(diagnostics.filter(({ message }) => /allowed|accepted|Valid values/.test(String(message)))).toEqual([])
    expect(await server.complete(...word)).toEqual(expect.arrayContaining(["error", "warning", "off"]))
    expect(await server.complete(...key)).toEqual(expect.arrayContaining(["overrides", "exposure", "virtualNetwork"]))
    expect(await server.hover(...explained)).toContain("A rule that never matches")
  },
  60_000,
)
