import { checkFile, type ReadFile, together } from "../../../server/src/cli/checked-file.ts"
import type { Io } from "../../../server/src/cli/command.ts"
import { configure } from "../../../server/src/cli/config-option.ts"
import { readFiles } from "../../../server/src/cli/read-files.ts"
import { readParameters } from "../../../server/src/cli/reading-options.ts"
import { isProblem } from "../../../server/src/features/flow-text.ts"
import type { ReportedFile } from "../../../server/src/outputs/report.ts"

/** All files in memory, each read and judged as a whole: what every way through an estate has to come to. */
export async function plainCheck(io: Io, isWhole: boolean): Promise<readonly ReportedFile[]> {
  const [configured, findParameters] = [await configure(["."], {}, io), await readParameters(undefined, io)]
  if (isProblem(configured) || isProblem(findParameters)) throw new Error("the files cannot be read")
  const { files } = await readFiles(configured, { findParameters, isWanted: () => true }, io)
  const all = together(files, isWhole)
  return files.flatMap((file: ReadFile) =>
    checkFile(file, all, { withFrames: true }).map(({ analysed: _, faults: __, ...reported }) => reported),
  )
}
