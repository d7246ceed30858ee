import type { Check } from "../checks/check.ts"
import { checks as all } from "../checks/index.ts"
import { isProblem } from "../features/flow-text.ts"
import { readArguments, readFormat } from "./arguments.ts"
import { type Command, fail } from "./command.ts"

export const checks: Command = {
  name: "checks",
  summary: "list every check",
  help: `Usage: nsg checks [--format text|json]

Lists every check: its code, category, default severity ("off" where it must be switched on) and what it reports. The
codes are those of --off, of nsg-ignore comments and of the configuration.

  --format text|json    the output format (default: text)

Exit code: 0 done, 2 wrong usage.
`,
  async run(args, io) {
    const parsed = readArguments(args, { format: { type: "string" } })
    if (isProblem(parsed)) return fail(io, parsed.problem)
    const format = readFormat(parsed.values.format)
    if (isProblem(format)) return fail(io, format.problem)
    if (parsed.positionals.length > 0) return fail(io, "checks takes no arguments. See nsg explain CODE.")
    io.out(format === "json" ? `${JSON.stringify(all.map(entry), null, 2)}\n` : table(all.map(entry)))
    return 0
  },
}

function entry(check: Check) {
  const { code, category, severity, isOff, summary, aliases } = check
  return { code, category, severity: isOff ? ("off" as const) : severity, summary, fixable: "fixes" in check, aliases }
}

function table(entries: readonly ReturnType<typeof entry>[]): string {
  const widest = Math.max(...entries.map(({ code }) => code.length))
  return entries
    .map(({ code, category, severity, summary }) =>
      [code.padEnd(widest), category.padEnd(11), severity.padEnd(11), summary].join("  "),
    )
    .map(line => `${line}\n`)
    .join("")
}
