import { isProblem } from "../flows/address-text.ts"
import { claimedGroups } from "../flows/claimed-groups.ts"
import { mutationScore } from "../flows/mutation-score.ts"
import { parseFlowFile } from "../flows/parse-flow-file.ts"
import { proveFlowFile } from "../flows/prove-flow-file.ts"
import { coverageOf } from "../flows/rule-coverage.ts"
import { makeColours } from "../outputs/colours.ts"
import type { Unreadable } from "../outputs/report.ts"
import { testJson } from "../outputs/test-json.ts"
import { testJunit } from "../outputs/test-junit.ts"
import { summariseTests, type TestedFile, type TestReport } from "../outputs/test-report.ts"
import { testText } from "../outputs/test-text.ts"
import { readArguments } from "./arguments.ts"
import { type ClaimWorlds, claimWorlds } from "./claim-worlds.ts"
import { type Command, type ExitCode, fail, type Io } from "./command.ts"
import { configHelp } from "./config-option.ts"
import { findFiles } from "./find-files.ts"
import { profileHelp } from "./profile-option.ts"
import { readSource } from "./read-source.ts"
import { parametersHelp } from "./reading-options.ts"
import { tagsHelp } from "./tag-option.ts"

export const test: Command = {
  name: "test",
  summary: "prove the claims in .nsgflow files about NSGs and networks",
  help: `Usage: nsg test [PATH…] [--coverage] [--mutate] [--format text|json|junit] [--parameters FILE]
                         [--service-tags FILE]

Proves every line of every .nsgflow file in PATH (default: the working directory) for all packets that it describes, and
shows a packet where one does not hold.

  use nsg web in ./network.json                     what the lines below are about: nsg, nic or subnet;
                                                    without in: what the file's own folder holds
  allow inbound tcp Internet -> 10.0.1.0/24:443     all of this is allowed
  deny inbound tcp * -> 10.0.1.0/24:22,3389         all of this is denied
  deny outbound any 10.0.1.0/24 -> Internet except 20.0.0.0/8
  allow tcp nic:web -> nic:db:1433                  a path: every NSG on the way

${configHelp}
${parametersHelp}
${profileHelp}
${tagsHelp}
  --coverage            list the rules that no claim reaches
  --mutate              put small faults into the rules, one at a time (rule dropped, access flipped, a port or a bit wider),
                        and list those with which no claim fails
  --format FORMAT       text, json or junit (default: text)

Exit code: 0 all hold, 1 one fails, 2 wrong usage, no claims, or a line or file that cannot be read or resolved, 3 none fails
and one depends on something unknown.
`,
  async run(args, io) {
    const parsed = readArguments(args, options)
    if (isProblem(parsed)) return fail(io, parsed.problem)
    const { values, positionals } = parsed
    const print = printers[values.format ?? "text"]
    if (!print) return fail(io, `--format must be text, json or junit, not "${values.format}".`)
    const found = await findFiles(positionals.length > 0 ? positionals : ["."], io, name => /\.nsgflow$/i.test(name))
    const worlds = claimWorlds(values, io)
    const read: (TestedFile | Unreadable)[] = []
    for (const name of found.files) read.push(await testFile(name, worlds, io))
    const files = read.filter((one): one is TestedFile => "expectations" in one)
    const unreadable = [...found.unreadable, ...read.filter((one): one is Unreadable => "problem" in one)]
    for (const { shown, problem } of unreadable) fail(io, `${shown} ${problem}`)
    if (files.length === 0) return unreadable.length > 0 ? 2 : fail(io, "no .nsgflow file found. See nsg test --help.")
    const groups = values.coverage || values.mutate ? claimedGroups(files) : []
    const expectations = files.flatMap(one => one.expectations)
    const report: TestReport = {
      files,
      coverage: values.coverage ? coverageOf(groups, expectations) : undefined,
      mutation: values.mutate ? mutationScore(groups, files) : undefined,
    }
    io.out(print(report, io))
    if (expectations.length === 0)
      return fail(io, `no claims in ${files.map(({ shown }) => shown).join(", ")}. See nsg test --help.`)
    return unreadable.length > 0 || !worlds.isWhole() ? 2 : exitCode(files)
  },
}

const options = {
  parameters: { type: "string" },
  config: { type: "string" },
  profile: { type: "string" },
  "service-tags": { type: "string" },
  format: { type: "string" },
  coverage: { type: "boolean" },
  mutate: { type: "boolean" },
} as const

const printers: Readonly<Record<string, (report: TestReport, io: Io) => string>> = {
  text: (report, io) => testText(report, makeColours(io.colours)),
  json: testJson,
  junit: testJunit,
}

async function testFile(name: string, worlds: ClaimWorlds, io: Io): Promise<TestedFile | Unreadable> {
  const source = await readSource(name, io)
  if ("problem" in source) return source
  const { path, shown } = source
  const file = parseFlowFile(source.source.text)
  const worldOf = await worlds.read(name, file)
  return { path, shown, file, worldOf, expectations: proveFlowFile(file, worldOf) }
}

function exitCode(files: readonly TestedFile[]): ExitCode {
  const { fails, unknown, errors } = summariseTests(files)
  if (errors > 0) return 2
  if (fails > 0) return 1
  return unknown > 0 ? 3 : 0
}
