import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { quantile } from "./engine-timing.ts"
import type { BenchDocument } from "./keystroke-documents.ts"
import { startLanguageServer } from "./language-server.ts"

/** A language server whose answers to edits are timed. */
interface Contender {
  readonly name: string
  readonly args: readonly string[]
  readonly pull: boolean
  readonly early: Stretch
  readonly warm: Stretch
}

/** The edits that count, the first and the one behind the last: Node.js compiles for hundreds of them. */
type Stretch = readonly [from: number, to: number]

const early: Stretch = [30, 130]
const warm: Stretch = [500, 600]

const packageFolder = (name: string) => path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
const bin = (name: string, file: string) => path.join(packageFolder(name), "bin", file)
const stdio = "--stdio"

const ours: Contender = {
  name: "ours, every check",
  args: ["dist/server.cjs", stdio],
  pull: true,
  early,
  warm,
}
export const json: Contender = {
  name: "vscode-json-language-server",
  args: [bin("vscode-langservers-extracted", "vscode-json-language-server"), stdio],
  pull: true,
  early,
  warm,
}
// It waits 200 ms before it begins, and only sends. An edit takes it so long that it is compiled after a few.
export const yaml: Contender = {
  name: "yaml-language-server",
  args: [bin("yaml-language-server", "yaml-language-server"), stdio],
  pull: false,
  early: [8, 20],
  warm: [8, 20],
}

const kinds = ["inPlace", "moving"] as const
type EditKind = (typeof kinds)[number]

/** Milliseconds of edits. */
interface Times {
  readonly early: readonly number[]
  readonly warm: readonly number[]
}

/** The edits of both by turns: whatever else the machine does meets both alike. */
async function measure(
  contenders: readonly [Contender, Contender],
  document: BenchDocument,
  kind: EditKind,
): Promise<[Times, Times]> {
  const [one, other] = (await Promise.all(contenders.map(each => startEditing(each, document, kind)))) as [
    Editing,
    Editing,
  ]
  try {
    for (let edit = 0; edit < Math.max(...contenders.map(({ warm: [, last] }) => last)); edit++) {
      await one.next(edit)
      await other.next(edit)
    }
    return [one.times(), other.times()]
  } finally {
    await one.stop()
    await other.stop()
  }
}

/** A server in which a document is edited. */
interface Editing {
  next(edit: number): Promise<void>
  times(): Times
  stop(): Promise<void>
}

async function startEditing(contender: Contender, document: BenchDocument, kind: EditKind): Promise<Editing> {
  const server = await startLanguageServer(contender.args, contender.pull)
  await server.open(document)
  const times: number[] = []
  const counts: number[] = []
  return {
    async next(edit) {
      if (edit >= contender.warm[1]) return
      const start = performance.now()
      const diagnostics = await server.edit(document, edit + 2, document[kind][edit % 2]!)
      times.push(performance.now() - start)
      counts[edit % 2] = diagnostics.length
    },
    times() {
      const more = kind === "inPlace" ? 1 : 0
      if (contender === ours && counts[0] !== counts[1]! + more) {
        throw new Error(`The duplicate priority must come and go, but there were ${counts.join(" and ")} diagnostics.`)
      }
      return { early: times.slice(...contender.early), warm: times.slice(...contender.warm) }
    },
    stop: server.stop,
  }
}

function row(text: string, server: string, times: Times, other?: Times): Record<string, unknown> {
  const ratio = (one: readonly number[], two?: readonly number[]) =>
    two ? (quantile(one, 0.5) / quantile(two, 0.5)).toFixed(2) : ""
  return {
    ...{
      text,
      server,
      early: rounded(times.early, 0.5),
      warm: rounded(times.warm, 0.5),
      p95: rounded(times.warm, 0.95),
    },
    "ratio early": ratio(times.early, other?.early),
    ratio: ratio(times.warm, other?.warm),
  }
}

function rounded(times: readonly number[], share: number): number {
  return Number(quantile(times, share).toFixed(1))
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
      const [own, theirs] = await measure([ours, other], document, kind)
      rows.push(row(title, ours.name, own, theirs), row(title, other.name, theirs))
    }
  }
  console.log(`
An edit until its diagnostics, in milliseconds: the median of edits ${early[0]} to ${early[1]} and, once Node.js has compiled what they
need, of edits ${warm[0]} to ${warm[1]}, and how often the other server's median ours takes.`)
  console.table(rows)
}
