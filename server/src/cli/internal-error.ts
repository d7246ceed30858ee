/** What is read again is not what it was. */
export class ChangedFile extends Error {}

/** The end of a sentence that begins with a path. */
export function internalError(error: unknown): string {
  if (error instanceof ChangedFile)
    return "was not checked: it, or a file that belongs to it, changed while it was read."
  const words = error instanceof Error ? error.message : String(error)
  return `was not checked: an internal error (${words}). Please report it.`
}
