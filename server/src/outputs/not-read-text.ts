import { listWords } from "../checks/wording.ts"

/** `3 .bicep and 2 .tf files were not read: run az bicep build, terraform show -json.` */
export function notReadText(counts: ReadonlyMap<string, number>): string {
  const endings = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  const total = endings.reduce((sum, [, count]) => sum + count, 0)
  const names = listWords(endings.map(([ending, count]) => `${count} ${ending}`))
  const remedies = endings.flatMap(([ending]) => wayOut[ending] ?? [])
  return `${names} ${total === 1 ? "file was" : "files were"} not read (use the output of ${listWords(remedies, "or")}).`
}

const wayOut: Readonly<Record<string, string>> = {
  ".bicep": "az bicep build",
  ".tf": "terraform show -json",
}
