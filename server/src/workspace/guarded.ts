import type { WorkspaceHost } from "./workspace-settings.ts"

/** A mistake of ours in one document must not take the features of all others down: such a document says nothing. */
export function guarded<T>(
  { logError }: Pick<WorkspaceHost, "logError">,
  subject: string,
  work: () => T,
  otherwise: T,
): T {
  try {
    return work()
  } catch (error) {
    logError(`Analysis of ${subject} failed: ${error instanceof Error ? error.stack : error}`)
    return otherwise
  }
}
