import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { readdirSync } from "node:fs"
import path from "node:path"
import { suite, teardown, test } from "mocha"
import {
  commands,
  extensions,
  languages,
  Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode"
import { seededRandom } from "../engine/support/random.ts"
import { closeEverything, codeOf, openText, ownDiagnostics, until } from "./editor.ts"
import { print } from "./print.ts"
import { findServer } from "./server-process.ts"

const random = seededRandom(20261201)

/** The memory that the server may take, in megabytes. */
const mostMemory = 150

suite("vital signs", () => {
  teardown(closeEverything)

  test("a thousand edits leave the findings of the text opened afresh", async () => {
    const document = await openText("json", someTemplate())
    for (let batch = 0; batch < 20; batch++) await editAtRandom(document, 50)
    await expectAsAfresh(document)
  })

  test("so they do if the server is killed between them", async () => {
    const document = await openText("json", someTemplate())
    await editAtRandom(document, 50)
    const server = findServer()
    server?.kill("SIGKILL")
    await editAtRandom(document, 50)
    await until("another server", () => findServer() !== undefined && findServer()?.pid !== server?.pid)
    await editAtRandom(document, 50)
    await expectAsAfresh(document)
  })

  test("the server is small with all examples open", async () => {
    await commands.executeCommand("nsg.restartServer")
    const root = extensions.getExtension("nsg-tools.nsg-language-support")?.extensionPath
    assert.ok(root)
    const examples = path.join(root, "examples")
    const names = readdirSync(examples, { recursive: true, encoding: "utf8" }).filter(name =>
      /\.(json|ya?ml)$/.test(name),
    )
    // Of documents without a tab VS Code asks for nothing.
    for (const name of names) {
      const document = await workspace.openTextDocument(Uri.file(path.join(examples, name)))
      await window.showTextDocument(document, { preview: false })
    }
    const withFindings = () => workspace.textDocuments.filter(one => ownDiagnostics(one).length > 0)
    await until("findings of the examples", () => withFindings().length > names.length / 2)
    const memory = megabytesOf(findServer()?.pid)
    print(`memory of the server with ${names.length} examples open: ${memory} MB (mark: ${mostMemory} MB)`)
    assert.ok(memory < mostMemory, `${memory} MB`)
  })
})

/** What the operating system counts, Node itself included. */
function megabytesOf(pid: number | undefined): number {
  assert.ok(pid !== undefined)
  return Math.round(Number(execFileSync("ps", ["-o", "rss=", "-p", `${pid}`], { encoding: "utf8" })) / 1024)
}

/** Four groups with 15 rules each, few of which never match. */
function someTemplate(): string {
  const group = (name: string) => ({
    type: "Microsoft.Network/networkSecurityGroups",
    apiVersion: "2023-09-01",
    name,
    properties: { securityRules: Array.from({ length: 15 }, (_, index) => rule(`${name}-${index}`, 100 + 10 * index)) },
  })
  return JSON.stringify({ contentVersion: "1.0.0.0", resources: ["a", "b", "c", "d"].map(group) }, null, 2)
}

function rule(name: string, priority: number) {
  return {
    name,
    properties: {
      priority,
      direction: "Inbound",
      access: random.pick(["Allow", "Deny"]),
      protocol: random.pick(["Tcp", "Udp"]),
      sourceAddressPrefix: random.pick(prefixes),
      sourcePortRange: "*",
      destinationAddressPrefix: "*",
      destinationPortRange: random.pick(ports),
    },
  }
}

const prefixes = ["10.1.0.0/16", "10.1.2.0/24", "10.2.0.0/16", "VirtualNetwork", "*"]
const ports = ["22", "80", "443", "80-443", "8000-9000", "*"]

/** What stands for a value in the template, and what it may become: another value, or one that Azure refuses. */
const kinds: readonly { readonly value: RegExp; readonly others: readonly string[] }[] = [
  { value: /(?<="priority": )\d+/g, others: ["100", "110", "230", "300", "4097"] },
  { value: /(?<="access": )"\w+"/g, others: ['"Allow"', '"Deny"', '"Maybe"'] },
  { value: /(?<="protocol": )"[^"]+"/g, others: ['"Tcp"', '"Udp"', '"*"'] },
  { value: /(?<="sourceAddressPrefix": )"[^"]+"/g, others: [...prefixes, "10.1.2.3/24"].map(text => `"${text}"`) },
  { value: /(?<="destinationPortRange": )"[^"]+"/g, others: [...ports, "443-80"].map(text => `"${text}"`) },
]

interface Edit {
  readonly offset: number
  readonly value: string
  readonly other: string
}

/** Gives so many values others, in one change as that of a whole file is, and breaks the text for a moment. */
async function editAtRandom(document: TextDocument, count: number): Promise<void> {
  const text = document.getText()
  const values = kinds.flatMap(({ value, others }) =>
    [...text.matchAll(value)].map(({ index, 0: found }) => ({ offset: index, value: found, others })),
  )
  const chosen = new Set(Array.from({ length: 2 * count }, () => random.pick(values)))
  const edits = [...chosen].slice(0, count).map(each => ({ ...each, other: random.pick(each.others) }))
  assert.equal(edits.length, count)
  await edit(document, edits)
  const offset = random.below(text.length)
  await edit(document, [{ offset, value: "", other: "{" }])
  await edit(document, [{ offset, value: "{", other: "" }])
}

async function edit(document: TextDocument, edits: readonly Edit[]): Promise<void> {
  const all = new WorkspaceEdit()
  for (const { offset, value, other } of edits) {
    const range = new Range(document.positionAt(offset), document.positionAt(offset + value.length))
    all.replace(document.uri, range, other)
  }
  assert.ok(await workspace.applyEdit(all))
}

async function expectAsAfresh(document: TextDocument): Promise<void> {
  // The last edit makes a finding by which those of the last text are known.
  const [value = ""] = kinds[0]?.value.exec(document.getText()) ?? []
  await edit(document, [{ offset: document.getText().indexOf(`${value},`), value, other: lastPriority }])
  const found = await lastFindings(document)
  const text = document.getText()
  await closeEverything()
  const afresh = await lastFindings(await openText("json", text))
  assert.ok(afresh.length > 10)
  assert.deepEqual(found, afresh)
}

const lastPriority = "9999"

async function lastFindings({ uri }: TextDocument): Promise<readonly string[]> {
  const findings = () => languages.getDiagnostics(uri).filter(({ source }) => source === "nsg")
  await until("the last findings", () => findings().some(({ message }) => message.includes(lastPriority)))
  return findings()
    .map(each => JSON.stringify([codeOf(each), each.range, each.severity, each.tags, each.message]))
    .sort()
}
