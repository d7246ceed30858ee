import { listWords } from "../checks/wording.ts"

/** What was looked for groups in. */
interface LookedAt {
  readonly files: readonly string[]
  readonly notRead: ReadonlyMap<string, number>
  readonly ignored?: number
}

/** `3 .bicep and 2 .tf files were not read: run az bicep build, terraform show -json.` */
export function notReadText(counts: ReadonlyMap<string, number>): string {
  const endings = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  const total = endings.reduce((sum, [, count]) => sum + count, 0)
  const names = listWords(endings.map(([ending, count]) => `${count} ${ending}`))
  const remedies = endings.flatMap(([ending]) => wayOut[ending] ?? [])
  return `${names} ${total === 1 ? "file was" : "files were"} not read (use the output of ${listWords(remedies, "or")}).`
}

/** What is said where no file holds a group: a mistaken path or a source that must be compiled first looks like this. */
export function nothingFound({ files, notRead, ignored = 0 }: LookedAt): string {
  const count = files.length === 1 ? "1 file" : `${files.length} files`
  const left = ignored > 0 ? `; the configuration ignores ${ignored}` : ""
  return `no NSG found in ${count}${left}${notRead.size === 0 ? "." : `; ${notReadText(notRead)}`}`
}

const wayOut: Readonly<Record<string, string>> = {
  ".bicep": "az bicep build",
  ".tf": "terraform show -json",
}
