import { ChildProcess } from "node:child_process"

/** The extension host is this very process, so its children can be seen in its open handles. */
export function findServer(): ChildProcess | undefined {
  const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles()
  return handles
    .filter(handle => handle instanceof ChildProcess)
    .find(
      child => child.exitCode === null && child.signalCode === null && child.spawnargs.join().includes("server.cjs"),
    )
}
