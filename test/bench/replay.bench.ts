// Flow logs against two groups of 200 rules: MB of log a second on one core, and by the command with all cores; peak memory.
// The mark is 20 MB/s a core. NSG_BENCH_MB sets how large the log is.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { availableParallelism, tmpdir } from "node:os"
import path from "node:path"
import process from "node:process"
import { build } from "esbuild"
import { run } from "../../server/src/cli/run.ts"
import { Dice } from "./engine-dice.ts"
import { armText } from "./engine-read.ts"
import { realistic } from "./engine-realistic.ts"
import { block, type WrittenRule } from "./engine-written-rule.ts"

const megabytes = Number(process.env.NSG_BENCH_MB ?? 200)
const folder = mkdtempSync(path.join(tmpdir(), "nsg-replay-"))
try {
  const rules = realistic(200, 7).filter(
    ({ source, destination }) => ![...source, ...destination].some(text => text.startsWith("asg:")),
  )
  const edited = rules.map((rule, place) => (place === 100 ? { ...rule, access: flipped(rule) } : rule))
  const [old, now] = [path.join(folder, "old.json"), path.join(folder, "new.json")]
  writeFileSync(old, armText(rules))
  writeFileSync(now, armText(edited))
  const log = path.join(folder, "PT1H.json")
  await writeLog(log, rules)
  const size = statSync(log).size / 1e6
  const args = ["replay", log, "--old", old, "--new", now, "--vnet", "10.0.0.0/8", "--format", "json"]
  console.log(`${size.toFixed(0)} MB of log, two groups of ${rules.length} rules`)
  await here(args, size)

  await asCommand(args, size)
} finally {
  rmSync(folder, { recursive: true })
}

async function here(args: readonly string[], size: number): Promise<void> {
  let out = ""
  const before = process.cpuUsage()
  const start = performance.now()
  const io = {
    cwd: folder,
    colours: false,
    readStdin: async () => new Uint8Array(),
    serve: () => {},
    serveTools: async () => {},
  }
  await run(args, {
    ...io,
    onInterrupt: () => () => {},
    out: text => {
      out += text
    },
    err: text => process.stderr.write(text),
  })
  const wall = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(before)
  const { flows, newlyDenied, newlyAllowed, undecided } = JSON.parse(out)
  const changed = [...newlyDenied, ...newlyAllowed].reduce((sum: number, { count }) => sum + count, 0)
  console.log(`${flows} flows, ${changed} of them changed, ${undecided} undecided`)
  console.log(
    `one thread    ${(size / wall).toFixed(0)} MB/s, ${(size / ((user + system) / 1e6)).toFixed(0)} MB/s a core (mark: 20)`,
  )
}

/** The bundled command, with threads. */
async function asCommand(args: readonly string[], size: number): Promise<void> {
  const cli = path.join(folder, "cli.cjs")
  await build({
    entryPoints: ["server/src/main.cli.ts"],
    outfile: cli,
    ...{ bundle: true, platform: "node", target: "node20", format: "cjs", mainFields: ["module", "main"] },
  })
  const start = performance.now()
  const child = spawn(process.execPath, [cli, ...args], { stdio: ["ignore", "ignore", "inherit"] })
  let peak = "unknown"
  const timer = setInterval(() => {
    peak = peakOf(child.pid) ?? peak
  }, 100)
  await once(child, "close")
  clearInterval(timer)
  const wall = (performance.now() - start) / 1000
  console.log(`the command   ${(size / wall).toFixed(0)} MB/s with ${availableParallelism()} cores, peak RSS ${peak}`)
}

/** Where Linux says it. */
function peakOf(pid: number | undefined): string | undefined {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? []
    return kilobytes && `${Math.round(Number(kilobytes) / 1024)} MiB`
  } catch {
    return undefined
  }
}

function flipped({ access }: WrittenRule): WrittenRule["access"] {
  return access === "Allow" ? "Deny" : "Allow"
}

/** Records of a minute each: flows aimed at the rules, some from anywhere, each with an opening and a closing line. */
async function writeLog(file: string, rules: readonly WrittenRule[]): Promise<void> {
  const dice = new Dice(5)
  const stream = createWriteStream(file)
  let written = 0
  stream.write('{"records":[')
  for (let minute = 0; written < megabytes * 1e6; minute++) {
    const text = `${minute > 0 ? "," : ""}${JSON.stringify(record(dice, rules, minute))}`
    written += text.length
    if (!stream.write(text)) await once(stream, "drain")
  }
  stream.end("]}")
  await once(stream, "finish")
}

function record(dice: Dice, rules: readonly WrittenRule[], minute: number): object {
  const tuples = Array.from({ length: 500 }, () => {
    const rule = dice.pick(rules)
    const time = 1_764_496_800_000 + minute * 60_000 + dice.below(60_000)
    const port = dice.chance(0.8) ? 443 : dice.below(65536)
    const flow = `${address(dice, dice.pick(rule.source))},${address(dice, dice.pick(rule.destination), 10)},${49152 + dice.below(16384)},${port}`
    return [`${time},${flow},6,I,B,NX,,,,`, `${time + 900},${flow},6,I,E,NX,12,1234,10,${dice.below(100_000)}`]
  })
  const flowGroups = [{ rule: "UserRule_any", flowTuples: tuples.flat() }]
  return {
    ...{ time: "2025-11-30T10:00:00Z", flowLogVersion: 4, macAddress: "002248AABB04", category: "FlowLogFlowEvent" },
    flowRecords: { flows: [{ aclID: "00000000-0000-0000-0000-000000000001", flowGroups }] },
  }
}

function address(dice: Dice, term: string, own = 20): string {
  const [, base] = /^(\d+\.\d+\.\d+\.\d+)(?:\/\d+)?$/.exec(term) ?? []
  if (base === undefined || base === "0.0.0.0") return block(own * 2 ** 24 + dice.below(2 ** 24), 32).replace("/32", "")
  return base.replace(/\.\d+$/, `.${dice.below(256)}`)
}
