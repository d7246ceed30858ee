import type { Io } from "./command.ts"

/** Whether the user has stopped a command (Ctrl+C), which looks at it between two files. */
export interface Interruption {
  readonly isInterrupted: boolean
  /** Lets a signal come through that arrived while something was computed. */
  breathe(): Promise<void>
  /** From now on a signal ends the process as it does by itself. */
  end(): void
}

export function watchInterrupt(io: Io): Interruption {
  let isInterrupted = false
  let last = Date.now()
  const end = io.onInterrupt(() => {
    isInterrupted = true
  })
  return {
    get isInterrupted() {
      return isInterrupted
    },
    async breathe() {
      if (Date.now() - last < pauseInMilliseconds) return
      await new Promise(resolve => setImmediate(resolve))
      last = Date.now()
    },
    end,
  }
}

const pauseInMilliseconds = 50
