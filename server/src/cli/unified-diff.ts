import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff"
import type { FixedFile } from "./fix-files.ts"

/** What changed of files, as `git apply` and `patch` read it. */
export function unifiedDiff(fixed: readonly FixedFile[]): string {
  return fixed
    .map(({ path, before, after }) =>
      createTwoFilesPatch(`a/${path}`, `b/${path}`, before.text, after.text, undefined, undefined, {
        context: 3,
        headerOptions: FILE_HEADERS_ONLY,
      }),
    )
    .join("")
}
