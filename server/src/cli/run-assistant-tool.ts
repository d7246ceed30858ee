import { isProblem } from "../features/flow-text.ts"
import { assistantTools, type ToolInput } from "./assistant-tools.ts"
import type { Io } from "./command.ts"

/** What a tool answers. */
export interface ToolAnswer {
  /** The command's standard output, and what it wrote on standard error, where there is any. */
  readonly texts: readonly string[]
  /** Something could not be read or used, as exit code 2 says. */
  readonly isError: boolean
}

/** Runs a tool on a folder, by its absolute path, with input that may be anything. */
export async function runAssistantTool(name: string, input: unknown, folder: string): Promise<ToolAnswer> {
  const tool = assistantTools.find(({ command }) => command.name === name)
  if (!tool) return refusal(`There is no tool ${name}.`)
  const read = tool.inputSchema.safeParse(input)
  if (!read.success)
    return refusal(read.error.issues.map(({ path, message }) => [...path, message].join(": ")).join("\n"))
  const args = tool.toArguments(read.data as ToolInput)
  if (isProblem(args)) return refusal(args.problem)
  const [out, err]: [string[], string[]] = [[], []]
  const code = await tool.command.run(args, ioOf(folder, out, err))
  return { texts: [out.join(""), err.join("")].filter(text => text !== ""), isError: code === 2 }
}

function refusal(text: string): ToolAnswer {
  return { texts: [text], isError: true }
}

function ioOf(folder: string, out: string[], err: string[]): Io {
  const refuse = () => {
    throw new Error("A tool neither reads standard input nor serves.")
  }
  return {
    cwd: folder,
    within: folder,
    colours: false,
    out: text => out.push(text),
    err: text => err.push(text),
    readStdin: async () => refuse(),
    onInterrupt: () => () => {},
    serve: refuse,
    serveTools: async () => refuse(),
  }
}
