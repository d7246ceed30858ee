import process from "node:process"

// While the rest of the program is loaded, nobody else hears that the user stops it.

const stop = () => {
  process.stderr.write("nsg: interrupted before anything was read.\n")
  process.exit(130)
}
process.once("SIGINT", stop)

/** Everything is loaded: what came meanwhile is heard, and from now on a signal ends the process as it does by itself. */
export async function loaded(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve))
  process.off("SIGINT", stop)
}
