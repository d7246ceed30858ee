// A workspace of 2,000 files with 200 groups: until the index is ready, what the server takes in memory, and what a
// keystroke in one open file costs beside the same keystroke in a workspace of that file alone.
import { existsSync, readFileSync } from "node:fs"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { jsonTemplate } from "./keystroke-documents.ts"
import { type LanguageServer, startLanguageServer } from "./language-server.ts"

const files = 2000
const groups = 200
const edits = 40
const warmUp = 8

if (!existsSync("dist/server.cjs")) throw new Error("There is no dist/server.cjs: npm run build comes first.")

async function fill(folder: string): Promise<void> {
  const template = jsonTemplate(20).text
  const other = JSON.stringify({
    dependencies: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`p${i}`, "1.0.0"])),
  })
  for (let file = 0; file < files; file++) {
    const isGroup = file % (files / groups) === 0
    await writeFile(
      path.join(folder, `file-${file}.json`),
      isGroup ? template.replace('"web"', `"web-${file}"`) : other,
    )
  }
}

/** Milliseconds of the median edit. */
async function editTime(server: LanguageServer, folder: string): Promise<number> {
  const document = { ...jsonTemplate(200), uri: `${pathToFileURL(folder).href}/open.json` }
  await server.open(document)
  const times: number[] = []
  for (let edit = 0; edit < warmUp + edits; edit++) {
    const start = performance.now()
    await server.edit(document, edit + 2, document.inPlace[edit % 2]!)
    if (edit >= warmUp) times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[edits >> 1]!
}

/** Megabytes that the process has in memory (Linux). */
function residentMemory(pid: number): number | string {
  const status = `/proc/${pid}/status`
  if (!existsSync(status)) return "unknown here"
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, "utf8"))?.[1]) / 1024)
}

const folder = await mkdtemp(path.join(tmpdir(), "nsg-bench-"))
const empty = await mkdtemp(path.join(tmpdir(), "nsg-bench-"))
try {
  await fill(folder)
  const args = ["dist/server.cjs", "--stdio"]
  const alone = await startLanguageServer(args, true, empty)
  const before = await editTime(alone, empty)
  await alone.stop()
  const start = performance.now()
  const server = await startLanguageServer(args, true, folder)
  const state = await server.indexed
  const ready = performance.now() - start
  const after = await editTime(server, folder)
  console.log("\nA workspace of 2,000 files with 200 groups")
  console.table({
    "files that name a group": state.files,
    groups: state.groups,
    "index ready, ms": Math.round(ready),
    "memory, MB": residentMemory(server.pid),
    "an edit, as a multiple of the file alone": Number((after / before).toFixed(2)),
  })
  await server.stop()
} finally {
  await rm(folder, { recursive: true })
  await rm(empty, { recursive: true })
}
