import { version } from "../../../package.json"
import { check } from "./check.ts"
import { type Command, type ExitCode, fail, type Io } from "./command.ts"
import { effective } from "./effective.ts"
import { lsp } from "./lsp.ts"
import { verify } from "./verify.ts"

const commands: readonly Command[] = [check, verify, effective, lsp]

/** The whole command line: runs what the arguments ask for, and gives back the exit code. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = args
  const command = commands.find(command => command.name === name)
  const options = command ? beforeTerminator(rest) : args.slice(0, 1)
  if (options.includes("--version")) return print(io, `nsg ${version}\n`)
  if (options.some(option => option === "--help" || option === "-h")) return print(io, command?.help ?? help())
  if (command) return command.run(rest, io)
  return fail(io, `${name === undefined ? "what shall be done?" : `there is no command "${name}".`} See nsg --help.`)
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
  const list = commands.map(({ name, summary }) => `  nsg ${name.padEnd(10)} ${summary}`).join("\n")
  return `Proves what the rules of Azure network security groups do.

${list}

  nsg COMMAND --help      how to use a command
  nsg --version           which version this is
`
}
