import type { Severity } from "../checks/check.ts"
import { isProblem } from "../features/flow-text.ts"
import { readArguments, readFormat } from "./arguments.ts"
import { checkJson } from "./check-json.ts"
import { checkText } from "./check-text.ts"
import { type CheckedFile, checkFiles, type ReadFile } from "./checked-file.ts"
import { makeColours } from "./colours.ts"
import { type Command, type ExitCode, fail, type Io } from "./command.ts"
import { findFiles } from "./find-files.ts"
import { readDocument } from "./read-document.ts"
import { readSource, type Unreadable } from "./read-source.ts"

export const check: Command = {
  name: "check",
  summary: "report what is wrong in files and directories",
  help: `Usage: nsg check [--format text|json] [--fail-on SEVERITY] PATH…

Reads JSON and YAML files, and directories of them (.git and node_modules left out), and reports what is wrong in
the network security groups they hold. "-" is standard input.

  --format text|json    how to report (default: text)
  --fail-on SEVERITY    error, warning, information, hint or never (default: error)

Exit code: 0 nothing at or above --fail-on, 1 something, 2 usage or a path that could not be read.
`,
  async run(args, io) {
    const parsed = readArguments(args, { format: { type: "string" }, "fail-on": { type: "string" } })
    if (isProblem(parsed)) return fail(io, parsed.problem)
    const format = readFormat(parsed.values.format)
    if (isProblem(format)) return fail(io, format.problem)
    const failOn = parsed.values["fail-on"] ?? "error"
    if (!isThreshold(failOn)) return fail(io, `--fail-on is ${thresholds.join(", ")}, not "${failOn}".`)
    if (parsed.positionals.length === 0) return fail(io, "check wants a file or a directory. See nsg check --help.")
    const { files, read, unreadable } = await checkPaths(parsed.positionals, io)
    io.out(format === "json" ? checkJson(files) : checkText(files, makeColours(io.colours)))
    for (const { path, problem } of unreadable) io.err(`nsg: ${path} ${problem}\n`)
    if (unreadable.length > 0) return 2
    if (!files.some(({ analysed }) => analysed.groups.length > 0)) {
      io.err(`nsg: no network security group found in ${read} ${read === 1 ? "file" : "files"}.\n`)
    }
    return exitCode(files, failOn)
  },
}

const thresholds = ["error", "warning", "information", "hint", "never"] as const
type Threshold = (typeof thresholds)[number]

function isThreshold(text: string): text is Threshold {
  return thresholds.some(threshold => threshold === text)
}

interface CheckedPaths {
  /** The files that hold a group, or a broken attempt at one. */
  readonly files: readonly CheckedFile[]
  /** How many files were read. */
  readonly read: number
  readonly unreadable: readonly Unreadable[]
}

async function checkPaths(paths: readonly string[], io: Io): Promise<CheckedPaths> {
  const found = await findFiles(paths, io)
  const files: ReadFile[] = []
  const unreadable = [...found.unreadable]
  for (const name of found.files) {
    const source = await readSource(name, io)
    if ("problem" in source) {
      unreadable.push(source)
      continue
    }
    const text = await readDocument(source.source)
    // A text that names nothing of an NSG need not be kept while the others are read.
    if (text.syntax) files.push({ path: source.path, text })
  }
  return { files: checkFiles(files), read: found.files.length, unreadable }
}

function exitCode(files: readonly CheckedFile[], failOn: Threshold): ExitCode {
  const counting = thresholds.slice(0, thresholds.indexOf(failOn) + 1)
  const counts = (severity: Severity) => failOn !== "never" && counting.includes(severity)
  return files.some(({ analysed }) => analysed.findings.some(({ severity }) => counts(severity))) ? 1 : 0
}
