import type { Io } from "./command.ts"

/** A process that nobody hears and nothing can be asked of: for threads, which say what they found in another way. */
export function silentIo(cwd: string, stdin: Uint8Array = new Uint8Array()): Io {
  const nothing = () => undefined
  return {
    cwd,
    colours: false,
    out: nothing,
    err: nothing,
    readStdin: async () => stdin,
    onInterrupt: () => nothing,
    serve: nothing,
    serveTools: async () => nothing(),
  }
}
