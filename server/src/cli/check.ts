import { checks } from "../checks/index.ts"
import { isProblem } from "../features/flow-text.ts"
import { writeReport } from "../outputs/format.ts"
import { failsAny, holdGroups, type Report } from "../outputs/report.ts"
import { readArguments } from "./arguments.ts"
import { againstBaseline, baselineHelp, baselineOptions, readBaselineOption, saveBaseline } from "./baseline-option.ts"
import { readCheckOptions } from "./check-options.ts"
import { type CheckedPaths, checkPaths } from "./check-paths.ts"
import { type Command, type ExitCode, fail, type Io } from "./command.ts"
import { configHelp, configOption } from "./config-option.ts"
import { fixHelp, fixOptions } from "./fix-option.ts"
import { nothingFound } from "./nothing-found.ts"
import { profileHelp } from "./profile-option.ts"
import { parametersHelp } from "./reading-options.ts"
import { namedStdin, stdinHelp, stdinOption } from "./stdin-option.ts"
import { tagsHelp } from "./tag-option.ts"

export const check: Command = {
  name: "check",
  summary: "report problems in files and folders",
  help: `Usage: nsg check [--format FORMAT] [--fail-on SEVERITY] [--off CODE]… [--config FILE] [--baseline FILE]
                 [--write-baseline FILE] [--parameters FILE] [--profile PROFILE] [--service-tags FILE]
                 [--fix|--fix-dry-run] PATH…

Checks the network security groups (NSGs) in JSON and YAML files and in folders (except .git and node_modules).
"-" is standard input. A comment "nsg-ignore CODE: reason" suppresses a finding.

  --format FORMAT       text, json, sarif (2.1.0), github (annotations) or junit (default: text)
  --fail-on SEVERITY    error, warning, information, hint or never (default: error)
  --off CODE            leave out a check, such as shadowed-rule; may be repeated
${configHelp}
${baselineHelp}
${parametersHelp}
${profileHelp}
${tagsHelp}
                        (default: that of the configuration, else the latest among the PATHs)
${fixHelp}
${stdinHelp}

Exit code: 0 no finding at or above --fail-on, 1 some, 2 wrong usage or a path that cannot be read.
`,
  async run(args, process) {
    const parsed = readArguments(args, options)
    if (isProblem(parsed)) return fail(process, parsed.problem)
    const io = namedStdin(process, parsed.values["stdin-filename"])
    const chosen = readCheckOptions(parsed.values)
    if (isProblem(chosen)) return fail(io, chosen.problem)
    if (parsed.positionals.length === 0) return fail(io, "check needs a file or folder. See nsg check --help.")
    const baseline = await readBaselineOption(parsed.values.baseline, io)
    if (isProblem(baseline)) return fail(io, baseline.problem)
    const checked = await checkPaths(parsed.positionals, { ...parsed.values, ...chosen }, io)
    if (isProblem(checked)) return fail(io, checked.problem)
    if ("interruptedAfter" in checked) {
      io.err(
        `nsg: interrupted after ${checked.interruptedAfter} of ${checked.found.files.length} files: nothing is reported.\n`,
      )
      return 130
    }
    const report = baseline ? againstBaseline(checked.report, baseline, checked.found.files, io) : checked.report
    const write = checked.isOutputTaken ? io.err : io.out
    for (const text of writeReport(report, chosen.format, { colours: io.colours, checks })) {
      write(text)
      await io.drained?.()
    }
    return finish(report, checked, parsed.values["write-baseline"], io)
  },
}

/** What is said besides the report, and the exit code. */
async function finish(
  report: Report,
  { found, why }: CheckedPaths,
  target: string | undefined,
  io: Io,
): Promise<ExitCode> {
  for (const { shown, problem } of report.unreadable) io.err(`nsg: ${shown} ${problem}\n`)
  const unwritten = target === undefined ? undefined : await saveBaseline(report, target, io)
  if (unwritten) return fail(io, unwritten.problem)
  if (report.unreadable.length > 0) return 2
  if (!holdGroups(report)) io.err(`nsg: ${nothingFound(found, await why())}\n`)
  return target === undefined && failsAny(report) ? 1 : 0
}

const options = {
  format: { type: "string" },
  "fail-on": { type: "string" },
  off: { type: "string", multiple: true },
  parameters: { type: "string" },
  profile: { type: "string" },
  "service-tags": { type: "string" },
  ...fixOptions,
  ...configOption,
  ...baselineOptions,
  ...stdinOption,
} as const
