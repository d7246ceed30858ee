import { groupsCalled } from "../features/choose-group.ts"
import { effectiveRules, effectiveRulesText } from "../features/effective-rules.ts"
import { isProblem } from "../features/flow-text.ts"
import { readArguments, readFormat } from "./arguments.ts"
import { type Command, fail } from "./command.ts"
import { readGroups } from "./group-file.ts"
import { parametersHelp } from "./reading-options.ts"
import { tagsHelp } from "./tag-option.ts"

export const effective: Command = {
  name: "effective",
  summary: "list the rules of an NSG in evaluation order",
  help: `Usage: nsg effective FILE [--nsg NAME] [--parameters FILE] [--service-tags FILE] [--format text|json]

Lists the rules of the NSGs in a file in the order in which Azure evaluates them, default rules included.
"-" is standard input.

  --nsg NAME            only this NSG: its name, NAME@LINE or resource id
${parametersHelp}
${tagsHelp}
  --format text|json    how to list (default: text)

Exit code: 0 done, 2 wrong usage or no such NSG.
`,
  async run(args, io) {
    const parsed = readArguments(args, {
      nsg: { type: "string" },
      parameters: { type: "string" },
      "service-tags": { type: "string" },
      format: { type: "string" },
    })
    if (isProblem(parsed)) return fail(io, parsed.problem)
    const format = readFormat(parsed.values.format)
    if (isProblem(format)) return fail(io, format.problem)
    const [file, extra] = parsed.positionals
    if (file === undefined || extra !== undefined)
      return fail(io, "effective needs one file. See nsg effective --help.")
    const analysed = await readGroups(file, parsed.values, io)
    if (isProblem(analysed)) return fail(io, analysed.problem)
    const wanted = groupsCalled(analysed, parsed.values.nsg)
    if (isProblem(wanted)) return fail(io, wanted.problem)
    io.out(format === "json" ? `${JSON.stringify(effectiveRules(wanted), null, 2)}\n` : effectiveRulesText(wanted))
    return 0
  },
}
