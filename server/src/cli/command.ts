import type { WorkerPort } from "./estate/worker-port.ts"

/** A subcommand of `nsg`. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** What `--help` prints. */
  readonly help: string
  /** Writes the answer and gives back the exit code. */
  run(args: readonly string[], io: Io): Promise<ExitCode>
}

/**
 * 0: done, and nothing wrong (verify: Allow). 1: findings (verify: Deny). 2: usage, or something could not be read.
 * 3: the verdict depends on something unknown. 130: the user stopped it, as shells have it.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 130

/** The process around a command, so that tests can hand in another one. */
export interface Io {
  readonly cwd: string
  /** Whether standard output is a terminal that wants colours. */
  readonly colours: boolean
  out(text: string): void
  err(text: string): void
  /** Resolves when whoever reads the output has taken enough of it for more; absent where nobody is slow. */
  drained?(): Promise<void>
  readStdin(): Promise<Uint8Array>
  /** The same while it comes, for what is too large to be kept. */
  stdin?(): AsyncIterable<Uint8Array>
  /** The file that standard input stands for, where that was said. */
  readonly stdinName?: string
  /** The folder out of which nothing may be read; absent where everything may. */
  readonly within?: string
  /** Calls back when the user stops the command, instead of ending the process, until what it returns is called. */
  onInterrupt(listener: () => void): () => void
  /** Starts another thread of the command line (`workForOthers`); absent where there is none. */
  startThread?(): WorkerPort
  /** The file of this program, which threads of it can be started with. */
  readonly program?: string
  /** Becomes a language server on standard input and output. */
  serve(): void
  /** Offers tools to an assistant on standard input and output, which read this folder alone. */
  serveTools(folder: string): Promise<void>
}

/** One clear line on standard error, and exit code 2. */
export function fail(io: Io, message: string): 2 {
  io.err(`nsg: ${message}\n`)
  return 2
}
