import type { FlowFile } from "./flow-file.ts"

/** What the lines of a file are held against: the files and folders that it names, and undefined for its own folder. */
export function namedFiles({ lines }: FlowFile): ReadonlySet<string | undefined> {
  const names = new Set<string | undefined>()
  let named: string | undefined
  for (const line of lines) {
    if (line.kind === "broken") continue
    if (line.kind === "use") named = line.file?.text
    names.add(named)
  }
  return names
}
