import { listWords } from "../checks/wording.ts"

/** `3 .bicep and 2 .tf files were not read: run az bicep build, terraform show -json.` */
export function notReadText(counts: ReadonlyMap<string, number>): string {
  const endings = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  const total = endings.reduce((sum, [, count]) => sum + count, 0)
  const names = listWords(endings.map(([ending, count]) => `${count} ${ending}`))
  const tools = endings.flatMap(([ending]) => wayOut[ending] ?? [])
  const output = tools.length > 0 ? [`use the output of ${listWords(tools, "or")}`] : []
  const named = counts.has(stateEnding) ? [`a ${stateEnding} file is read when it is named`] : []
  return `${names} ${total === 1 ? "file was" : "files were"} not read (${[...output, ...named].join("; ")}).`
}

/**
 * A state repeats what the configuration beside it says, as it was applied last: an NSG would be there twice. It is no source, and
 * holds secrets in plain text; whoever names it means it.
 */
const stateEnding = ".tfstate"

const wayOut: Readonly<Record<string, string>> = {
  ".bicep": "az bicep build",
  ".tf": "terraform show -json",
}
