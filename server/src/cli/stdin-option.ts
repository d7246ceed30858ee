import type { Io } from "./command.ts"

export const stdinHelp = '  --stdin-filename NAME the file name to use for standard input ("-")'

export const stdinOption = { "stdin-filename": { type: "string" } } as const

/** The process with a name for what it has on standard input. */
export function namedStdin(io: Io, name: string | undefined): Io {
  return name === undefined ? io : { ...io, stdinName: name }
}
