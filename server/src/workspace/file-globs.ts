import picomatch from "picomatch"

/** Whether a path within a folder, with `/` between its parts, is one that any of the globs takes. */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  return globs.length === 0 ? () => false : picomatch([...globs], { dot: true })
}
