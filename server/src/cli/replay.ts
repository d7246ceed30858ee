import { isProblem } from "../features/flow-text.ts"
import { type ReplayReport, replayReport } from "../flows/replay/replay-report.ts"
import { makeColours } from "../outputs/colours.ts"
import { replayJson } from "../outputs/replay-json.ts"
import { replayText } from "../outputs/replay-text.ts"
import { readFormat } from "./arguments.ts"
import { type Command, type ExitCode, fail } from "./command.ts"
import { configHelp } from "./config-option.ts"
import { parametersHelp } from "./reading-options.ts"
import { readReplayArguments } from "./replay-arguments.ts"
import { startThreads } from "./replay-threads.ts"
import { replayLogs } from "./replay-work.ts"
import { readReplayWorld } from "./replay-world.ts"
import { tagsHelp } from "./tag-option.ts"
import { onPremisesHelp } from "./workspace-network.ts"

export const replay: Command = {
  name: "replay",
  summary: "compare flow logs with rules: drift, unused rules, what a change would drop",
  help: `Usage: nsg replay LOG… PATH                    where Azure decided differently, and which rules were never hit
       nsg replay LOG… --old OLD --new NEW     which logged flows a change newly denies or allows
       … [--nsg NAME | --nic NAME] [--format text|json] [--on-premises PREFIX…] [--vnet PREFIX…]
         [--config FILE] [--parameters FILE] [--service-tags FILE]

LOG is a virtual network flow log or an NSG flow log (PT1H.json, versions 1, 2 and 4; .gz too), a folder of them, or "-" for
standard input. PATH, OLD and NEW are files, folders, or git:REV:PATH (PATH from the root of the repository, or ./PATH from
here).

Only flows that begin in the log are counted (states B and D; in version 1 all); bytes are summed over all lines. Drift is a
flow that Azure decided by a rule that cannot decide it here: what is deployed is not what is written. A flow is undecided if
that depends on something unknown.

  --nsg NAME            the logs are of this NSG: its name or resource id
  --nic NAME            the logs are of this NIC: all levels of its side are judged
                        (default: the NIC with the log's MAC address, else the log's NSG, else the only one)
${onPremisesHelp}
  --vnet PREFIX…        for NSGs: the prefixes of the virtual network; all other addresses are outside
${configHelp}
${parametersHelp}
${tagsHelp}
  --format text|json    the output format (default: text)

Exit code: 0 nothing differs, 1 something does, 2 wrong usage or something that cannot be read, 3 nothing differs as far as
can be known.
`,
  async run(args, io) {
    const asked = readReplayArguments(args)
    if (isProblem(asked)) return fail(io, asked.problem)
    const format = readFormat(asked.format)
    if (isProblem(format)) return fail(io, format.problem)
    const stdin = asked.places.includes("-") ? await io.readStdin() : undefined
    const world = await readReplayWorld(asked, stdin ? { ...io, readStdin: async () => stdin } : io)
    if (isProblem(world)) return fail(io, world.problem)
    const { program, cwd } = io
    const start = () => (program === undefined ? [] : startThreads(program, { replay: args, cwd, stdin }))
    const replayed = await replayLogs(asked.logs, world, start, io)
    if (isProblem(replayed)) return fail(io, replayed.problem)
    const report = replayReport(replayed.totals, world)
    for (const remark of report.remarks) io.err(`nsg: note: ${remark}.\n`)
    io.out(
      format === "json"
        ? `${JSON.stringify(replayJson(report), null, 2)}\n`
        : replayText(report, makeColours(io.colours)),
    )
    return world.isWhole && replayed.isWhole ? exitCode(report) : 2
  },
}

function exitCode({ drift, newlyDenied, newlyAllowed, undecided }: ReplayReport): ExitCode {
  if (drift.length + newlyDenied.length + newlyAllowed.length > 0) return 1
  return undecided > 0 ? 3 : 0
}
