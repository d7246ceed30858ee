import { setFlagsFromString } from "node:v8"
import { type MessagePort, Worker } from "node:worker_threads"
import type { WorkerPort } from "./worker-port.ts"

/** A thread that runs a file, which finds out by itself that it is not the first. */
export function startNodeWorker(file: string): WorkerPort {
  // A heap may grow to a multiple of what lives in it before anything is collected: of several threads that adds up.
  setFlagsFromString("--heap-growing-percent=20")
  const worker = new Worker(file)
  return {
    post: message => worker.postMessage(message),
    onMessage: listener => {
      worker.on("message", listener)
    },
    onEnd: listener => {
      let reason = "it ended"
      worker.on("error", error => {
        reason = error.message
      })
      worker.on("exit", () => listener(reason))
    },
    end: async () => {
      await worker.terminate()
    },
  }
}

/** The thread that has started this one. */
export function portToStarter(port: MessagePort): WorkerPort {
  return {
    post: message => port.postMessage(message),
    onMessage: listener => {
      port.on("message", listener)
    },
    onEnd: () => undefined,
    end: async () => port.close(),
  }
}
