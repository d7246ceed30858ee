// A keystroke in a document until the new diagnostics are there: our server with every check on, beside the servers that
// editors use for the syntax of the same texts. Each runs in a process of its own, over stdio, as an editor runs it.
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { ansiblePlaybook, type BenchDocument, jsonTemplate } from "./keystroke-documents.ts"
import { startLanguageServer } from "./language-server.ts"

interface Contender {
  readonly name: string
  readonly args: readonly string[]
  readonly pull: boolean
  readonly edits: number
}

const packageFolder = (name: string) => path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
const bin = (name: string, file: string) => path.join(packageFolder(name), "bin", file)
const stdio = "--stdio"

const ours: Contender = { name: "ours, every check", args: ["dist/server.cjs", stdio], pull: true, edits: 40 }
const json: Contender = {
  name: "vscode-json-language-server",
  args: [bin("vscode-langservers-extracted", "vscode-json-language-server"), stdio],
  pull: true,
  edits: 40,
}
// It waits 200 ms before it begins, and only sends.
const yaml: Contender = {
  name: "yaml-language-server",
  args: [bin("yaml-language-server", "yaml-language-server"), stdio],
  pull: false,
  edits: 12,
}

const warmUp = 8

/** Milliseconds of each edit, in ascending order. */
async function measure({ name, args, pull, edits }: Contender, document: BenchDocument): Promise<number[]> {
  const server = await startLanguageServer(args, pull)
  try {
    await server.open(document)
    const times: number[] = []
    const counts: number[] = []
    for (let edit = 0; edit < warmUp + edits; edit++) {
      const text = document.values[(edit + 1) % 2]!
      const start = performance.now()
      const diagnostics = await server.edit(document, edit + 2, text)
      if (edit >= warmUp) times.push(performance.now() - start)
      counts[edit % 2] = diagnostics.length
    }
    if (name === ours.name && counts[0] !== counts[1]! + 1) {
      throw new Error(`The duplicate priority must come and go, but there were ${counts.join(" and ")} diagnostics.`)
    }
    return times.sort((a, b) => a - b)
  } finally {
    await server.stop()
  }
}

function row(document: BenchDocument, rules: number, name: string, times: readonly number[]): Record<string, unknown> {
  const at = (share: number) => Number(times[Math.floor((times.length - 1) * share)]!.toFixed(1))
  const kilobytes = Math.round(document.text.length / 1024)
  return {
    text: `${document.languageId}, ${rules} rules, ${kilobytes} KB`,
    server: name,
    median: at(0.5),
    p95: at(0.95),
  }
}

if (!existsSync("dist/server.cjs")) throw new Error("There is no dist/server.cjs: npm run build comes first.")
const rows: Record<string, unknown>[] = []
for (const rules of [200, 1000]) {
  for (const [document, other] of [
    [jsonTemplate(rules), json],
    [ansiblePlaybook(rules), yaml],
  ] as const) {
    for (const contender of [ours, other]) {
      rows.push(row(document, rules, contender.name, await measure(contender, document)))
    }
  }
}
console.log("\nAn edit until its diagnostics, in milliseconds")
console.table(rows)
