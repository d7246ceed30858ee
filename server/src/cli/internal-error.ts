/** The end of a sentence that begins with a path. */
export function internalError(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error)
  return `was not checked: an internal error (${words}). Please report it.`
}
