import type { ReadText } from "../analysis/read-text.ts"
import { defaultSettings, type Settings } from "../analysis/settings.ts"
import type { Severity } from "../checks/check.ts"
import { checks } from "../checks/index.ts"
import { isProblem } from "../features/flow-text.ts"
import { networkContext } from "../judging/network-context.ts"
import { similarName } from "../values/similar-name.ts"
import { readArguments, readFormat } from "./arguments.ts"
import { checkJson } from "./check-json.ts"
import { checkText, holdGroups } from "./check-text.ts"
import { type CheckedFile, checkFiles } from "./checked-file.ts"
import { makeColours } from "./colours.ts"
import { type Command, type ExitCode, fail } from "./command.ts"
import { findFiles } from "./find-files.ts"
import { fixHelp, fixOptions, readFixMode } from "./fix-option.ts"
import { nothingFound } from "./not-read-text.ts"
import { profileHelp, readProfile } from "./profile-option.ts"
import { readFiles } from "./read-files.ts"
import { parametersHelp, readParameters } from "./reading-options.ts"
import { runFixes } from "./run-fixes.ts"
import { namedStdin, stdinHelp, stdinOption } from "./stdin-option.ts"
import { findTags, tagsHelp } from "./tag-option.ts"
import { onlyUnused } from "./why-no-group.ts"

export const check: Command = {
  name: "check",
  summary: "report problems in files and folders",
  help: `Usage: nsg check [--format text|json] [--fail-on SEVERITY] [--off CODE]… [--parameters FILE]
                 [--profile PROFILE] [--service-tags FILE] [--fix|--fix-dry-run] PATH…

Reports problems of the network security groups (NSGs) in JSON and YAML files and in folders of them (.git and
node_modules are left out). "-" is standard input.

  --format text|json    how to report (default: text)
  --fail-on SEVERITY    error, warning, information, hint or never (default: error)
  --off CODE            leave out a check, such as shadowed-rule; may be repeated
${parametersHelp}
${profileHelp}
${tagsHelp}
                        (default: the latest among the PATHs)
${fixHelp}
${stdinHelp}

Exit code: 0 no finding at or above --fail-on, 1 some, 2 wrong usage or a path that cannot be read.
`,
  async run(args, process) {
    const parsed = readArguments(args, options)
    if (isProblem(parsed)) return fail(process, parsed.problem)
    const io = namedStdin(process, parsed.values["stdin-filename"])
    const format = readFormat(parsed.values.format)
    if (isProblem(format)) return fail(io, format.problem)
    const failOn = parsed.values["fail-on"] ?? "error"
    if (!isThreshold(failOn)) return fail(io, `--fail-on must be one of ${thresholds.join(", ")}, not "${failOn}".`)
    const off = readCodes(parsed.values.off ?? [])
    if (isProblem(off)) return fail(io, off.problem)
    const profile = readProfile(parsed.values.profile)
    if (isProblem(profile)) return fail(io, profile.problem)
    if (parsed.positionals.length === 0) return fail(io, "check needs a file or folder. See nsg check --help.")
    const findParameters = await readParameters(parsed.values.parameters, io)
    if (isProblem(findParameters)) return fail(io, findParameters.problem)
    const found = await findFiles(parsed.positionals, io)
    const tags = await findTags(parsed.values["service-tags"], found.files, io)
    if (isProblem(tags)) return fail(io, tags.problem)
    const settings = { ...defaultSettings, profile, checks: off }
    const mode = readFixMode(parsed.values)
    // What comes from standard input to be fixed goes on, whatever it is.
    const isWanted = mode && parsed.positionals.includes("-") ? () => true : namesGroup
    const read = await readFiles(found, { settings, findParameters, isWanted }, io)
    const isWhole = found.hasFolder && found.notRead.size === 0 && read.unreadable.length === 0
    const network = networkContext(tags)
    const fixing = { settings, network, findParameters, io, paths: parsed.positionals }
    const fixed = mode && (await runFixes(read.files, mode, fixing))
    const byPath = new Map(fixed?.files.map(file => [file.path, file]))
    const together = read.withNetworks.map(file => byPath.get(file.path) ?? file)
    const files = checkFiles(together, settings, { network, isWhole })
    const unreadable = [...read.unreadable, ...tags.unreadable, ...(fixed?.unwritten ?? [])]
    const report = format === "json" ? checkJson(files) : checkText(files, found.notRead, makeColours(io.colours))
    if (fixed?.isOutputTaken) io.err(report)
    else io.out(report)
    for (const { shown, problem } of unreadable) io.err(`nsg: ${shown} ${problem}\n`)
    if (unreadable.length > 0) return 2
    if (!holdGroups(files)) io.err(`nsg: ${nothingFound(found, onlyUnused(found, read))}\n`)
    return exitCode(files, failOn)
  },
}

const options = {
  format: { type: "string" },
  "fail-on": { type: "string" },
  off: { type: "string", multiple: true },
  parameters: { type: "string" },
  profile: { type: "string" },
  "service-tags": { type: "string" },
  ...fixOptions,
  ...stdinOption,
} as const

/** The checks that `--off` names, as the setting `nsg.checks` has them; a comma separates several. */
function readCodes(texts: readonly string[]): Settings["checks"] | { readonly problem: string } {
  const known = checks.map(({ code }) => code)
  const codes = texts.flatMap(text => text.split(",")).map(code => code.trim())
  const wrong = codes.find(code => !known.includes(code))
  if (wrong === undefined) return Object.fromEntries(codes.map(code => [code, "off" as const]))
  const meant = similarName(wrong, known)
  return {
    problem: `--off: there is no check "${wrong}". ${meant ? `Did you mean "${meant}"?` : `Checks: ${known.join(", ")}.`}`,
  }
}

const thresholds = ["error", "warning", "information", "hint", "never"] as const
type Threshold = (typeof thresholds)[number]

function isThreshold(text: string): text is Threshold {
  return thresholds.some(threshold => threshold === text)
}

/** Whether a text names a group: of what names none only its networks are kept while the others are read. */
function namesGroup({ syntax }: ReadText): boolean {
  return syntax !== undefined
}

function exitCode(files: readonly CheckedFile[], failOn: Threshold): ExitCode {
  const counting = thresholds.slice(0, thresholds.indexOf(failOn) + 1)
  const counts = (severity: Severity) => failOn !== "never" && counting.includes(severity)
  return files.some(({ analysed }) => analysed.findings.some(({ severity }) => counts(severity))) ? 1 : 0
}
