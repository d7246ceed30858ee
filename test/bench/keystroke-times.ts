import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import type { BenchDocument } from "./keystroke-documents.ts"
import { startLanguageServer } from "./language-server.ts"

/** A language server whose answers to edits are timed. */
interface Contender {
  readonly name: string
  readonly args: readonly string[]
  readonly pull: boolean
  readonly warmUp: number
  readonly edits: number
}

const packageFolder = (name: string) => path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
const bin = (name: string, file: string) => path.join(packageFolder(name), "bin", file)
const stdio = "--stdio"

const ours: Contender = {
  name: "ours, every check",
  args: ["dist/server.cjs", stdio],
  pull: true,
  warmUp: 30,
  edits: 100,
}
export const json: Contender = {
  name: "vscode-json-language-server",
  args: [bin("vscode-langservers-extracted", "vscode-json-language-server"), stdio],
  pull: true,
  warmUp: 30,
  edits: 100,
}
// It waits 200 ms before it begins, and only sends.
export const yaml: Contender = {
  name: "yaml-language-server",
  args: [bin("yaml-language-server", "yaml-language-server"), stdio],
  pull: false,
  warmUp: 8,
  edits: 12,
}

const kinds = ["inPlace", "moving"] as const

/** Milliseconds of each edit, in ascending order. */
async function measure(
  { name, args, pull, warmUp, edits }: Contender,
  document: BenchDocument,
  kind: (typeof kinds)[number],
): Promise<number[]> {
  const server = await startLanguageServer(args, pull)
  try {
    await server.open(document)
    const times: number[] = []
    const counts: number[] = []
    for (let edit = 0; edit < warmUp + edits; edit++) {
      const start = performance.now()
      const diagnostics = await server.edit(document, edit + 2, document[kind][edit % 2]!)
      if (edit >= warmUp) times.push(performance.now() - start)
      counts[edit % 2] = diagnostics.length
    }
    const more = kind === "inPlace" ? 1 : 0
    if (name === ours.name && counts[0] !== counts[1]! + more) {
      throw new Error(`The duplicate priority must come and go, but there were ${counts.join(" and ")} diagnostics.`)
    }
    return times.sort((a, b) => a - b)
  } finally {
    await server.stop()
  }
}

function row(
  title: string,
  name: string,
  times: readonly number[],
  other?: readonly number[],
): Record<string, unknown> {
  const ratio = other && (shareAt(times, 0.5) / shareAt(other, 0.5)).toFixed(2)
  return { text: title, server: name, median: rounded(times, 0.5), p95: rounded(times, 0.95), ratio: ratio ?? "" }
}

function rounded(times: readonly number[], share: number): number {
  return Number(shareAt(times, share).toFixed(1))
}

function shareAt(times: readonly number[], share: number): number {
  return times[Math.floor((times.length - 1) * share)]!
}

const words = { inPlace: "an edit in place", moving: "an edit that moves what follows" }

/** What is edited, and the server that editors use for the syntax of such texts. */
type Edited = readonly [what: string, document: BenchDocument, other: Contender]

/** Prints what edits cost here and there, each server in a process of its own, over stdio, as an editor runs it. */
export async function printKeystrokes(each: readonly Edited[]): Promise<void> {
  if (!existsSync("dist/server.cjs")) throw new Error("There is no dist/server.cjs: npm run build comes first.")
  const rows: Record<string, unknown>[] = []
  for (const [what, document, other] of each) {
    for (const kind of kinds) {
      const title = `${document.languageId}, ${what}, ${Math.round(document.text.length / 1024)} KB, ${words[kind]}`
      const own = await measure(ours, document, kind)
      const theirs = await measure(other, document, kind)
      rows.push(row(title, ours.name, own, theirs), row(title, other.name, theirs))
    }
  }
  console.log("\nAn edit until its diagnostics, in milliseconds, and how often the other server's median ours takes")
  console.table(rows)
}
