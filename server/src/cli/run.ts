import { version } from "../../../package.json"
import { similarName } from "../values/similar-name.ts"
import { check } from "./check.ts"
import { checks } from "./checks.ts"
import { type Command, type ExitCode, fail, type Io } from "./command.ts"
import { diff } from "./diff.ts"
import { effective } from "./effective.ts"
import { explain } from "./explain.ts"
import { lsp } from "./lsp.ts"
import { mcp } from "./mcp.ts"
import { replay } from "./replay.ts"
import { tags } from "./tags.ts"
import { test } from "./test.ts"
import { topology } from "./topology.ts"
import { verify } from "./verify.ts"

const commands: readonly Command[] = [
  check,
  verify,
  effective,
  diff,
  replay,
  test,
  topology,
  tags,
  checks,
  explain,
  lsp,
  mcp,
]

/** The whole command line: runs what the arguments ask for, and gives back the exit code. */
export async function run(all: readonly string[], process: Io): Promise<ExitCode> {
  const { args, io } = withoutColours(all, process)
  const [name, ...rest] = args
  const command = commandOf(name)
  const options = command ? beforeTerminator(rest) : args.slice(0, 1)
  if (options.some(option => option === "--version" || option === "-v")) return print(io, `nsg ${version}\n`)
  if (options.some(option => option === "--help" || option === "-h")) return print(io, command?.help ?? help())
  if (command) return command.run(rest, io)
  if (name === "help") return helpOn(rest, io)
  return fail(io, name === undefined ? "missing command. See nsg help." : noCommand(name))
}

/** `--no-color` is understood everywhere. */
function withoutColours(args: readonly string[], io: Io): { readonly args: readonly string[]; readonly io: Io } {
  const isOption = (argument: string) => argument === "--no-color"
  const options = beforeTerminator(args)
  if (!options.some(isOption)) return { args, io }
  const rest = args.slice(options.length)
  return { args: [...options.filter(argument => !isOption(argument)), ...rest], io: { ...io, colours: false } }
}

function commandOf(name: string | undefined): Command | undefined {
  return commands.find(command => command.name === name)
}

/** `nsg help`, `nsg help COMMAND`. */
function helpOn([name]: readonly string[], io: Io): ExitCode {
  if (name === undefined) return print(io, help())
  const command = commandOf(name)
  return command ? print(io, command.help) : fail(io, noCommand(name))
}

function noCommand(name: string): string {
  const meant = similarName(
    name,
    commands.map(command => command.name),
  )
  return `there is no command "${name}".${meant === undefined ? "" : ` Did you mean "${meant}"?`} See nsg help.`
}

function beforeTerminator(args: readonly string[]): readonly string[] {
  const end = args.indexOf("--")
  return end < 0 ? args : args.slice(0, end)
}

function print(io: Io, text: string): 0 {
  io.out(text)
  return 0
}

function help(): string {
  const list = commands.map(({ name, summary }) => `  nsg ${name.padEnd(12)} ${summary}`).join("\n")
  return `Finds dead, duplicate and dangerous rules in Azure network security groups (NSGs), offline.

${list}

  nsg help COMMAND how to use a command (or: nsg COMMAND --help)
  nsg --version    the version (or: nsg -v)
  --no-color       no colours on a terminal, with any command (or: NO_COLOR)

Examples:
  nsg check .
  nsg verify network.json --flow "inbound tcp Internet -> 10.0.0.4:3389"
`
}
