import { notReadText } from "../outputs/not-read-text.ts"
import type { FoundFiles } from "./find-files.ts"
import type { UnusedFile } from "./why-no-group.ts"

/** What is said where no file holds a group: a mistaken path or a source that must be compiled first looks like this. */
export function nothingFound({ files, notRead, ignored = 0 }: FoundFiles, only?: UnusedFile, what = "NSG"): string {
  const count = files.length === 1 ? "1 file" : `${files.length} files`
  const left = ignored > 0 ? `; the configuration ignores ${ignored}` : ""
  const place = only ? `${only.shown}: ${only.reason.replace(/\.$/, "")}` : count
  return `no ${what} found in ${place}${left}${notRead.size === 0 ? "." : `; ${notReadText(notRead)}`}`
}
