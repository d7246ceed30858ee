// One export of 20,000 groups with 400,000 rules, and a tree of 10,000 files: how fast `nsg check` goes through them, and
// what it has in memory at most, all threads together. ESTATE_GROUPS=… and ESTATE_FILES=… make them smaller.
import { spawn } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { availableParallelism, tmpdir } from "node:os"
import path from "node:path"
import { writeExport, writeList, writeTree } from "./estate-files.ts"

const groups = Number(process.env.ESTATE_GROUPS ?? 20_000)
const files = Number(process.env.ESTATE_FILES ?? 10_000)

if (!existsSync("dist/cli.cjs")) throw new Error("There is no dist/cli.cjs: npm run build comes first.")

interface Measured {
  readonly seconds: number
  /** Of all threads together. */
  readonly cpuSeconds: number
  /** Megabytes in memory at most, as Linux counts them for the whole process. */
  readonly peak: number
  readonly summary: string
}

/** Runs `nsg check`, and looks at it every now and then. */
async function check(target: string): Promise<Measured> {
  const start = performance.now()
  const child = spawn(process.execPath, ["dist/cli.cjs", "check", "--format", "github", target])
  let [peak, cpuSeconds, last] = [0, 0, ""]
  child.stdout.on("data", chunk => {
    last = (last + chunk).slice(-300)
  })
  child.stderr.pipe(process.stderr)
  const look = setInterval(() => {
    const { pid } = child
    if (!existsSync(`/proc/${pid}/stat`)) return
    const status = readFileSync(`/proc/${pid}/status`, "utf8")
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
    const [user = 0, system = 0] = readFileSync(`/proc/${pid}/stat`, "utf8")
      .split(") ")[1]!
      .split(" ")
      .slice(11, 13)
      .map(Number)
    cpuSeconds = (user + system) / 100
  }, 50)
  await new Promise(resolve => child.on("close", resolve))
  clearInterval(look)
  return {
    seconds: (performance.now() - start) / 1000,
    cpuSeconds,
    peak,
    summary: last.trim().split("\n").at(-1) ?? "",
  }
}

function row(bytes: number, { seconds, cpuSeconds, peak }: Measured) {
  const megabytes = bytes / 1e6
  return {
    MB: Math.round(megabytes),
    "MB/s": Number((megabytes / seconds).toFixed(1)),
    "MB a CPU second": Number((megabytes / cpuSeconds).toFixed(1)),
    "peak, MB": Math.round(peak),
  }
}

const folder = await mkdtemp(path.join(tmpdir(), "nsg-estate-"))
try {
  const runs: Record<string, () => Promise<readonly [string, number]>> = {
    [`an export of ${groups} groups`]: async () => [
      path.join(folder, "export.json"),
      await writeExport(path.join(folder, "export.json"), { groups }),
    ],
    [`az network nsg list of ${groups} groups`]: async () => [
      path.join(folder, "export.json"),
      await writeList(path.join(folder, "export.json"), { groups }),
    ],
    [`the same export with ${groups} networks, ${groups / 2} interfaces`]: async () => [
      path.join(folder, "export.json"),
      await writeExport(path.join(folder, "export.json"), { groups, interfaces: groups / 2 }),
    ],
    [`a tree of ${files} files, ${2 * files} groups`]: async () => [
      path.join(folder, "tree"),
      await writeTree(path.join(folder, "tree"), files),
    ],
  }
  const table: Record<string, ReturnType<typeof row>> = {}
  for (const [name, make] of Object.entries(runs)) {
    const [target, bytes] = await make()
    const measured = await check(target)
    table[name] = row(bytes, measured)
    console.log(`${name}: ${JSON.stringify(table[name])}\n  ${measured.summary}`)
  }
  console.log(`\nnsg check on estates, ${availableParallelism()} cores`)
  console.table(table)
} finally {
  await rm(folder, { recursive: true })
}
