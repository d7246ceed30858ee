import type { Io } from "../../../server/src/cli/command.ts"
import { configure } from "../../../server/src/cli/config-option.ts"
import { type CheckedEstate, checkEstate } from "../../../server/src/cli/estate/check-estate.ts"
import { aloneAtWork } from "../../../server/src/cli/estate/crew.ts"
import { threadsAtWork } from "../../../server/src/cli/estate/threads-at-work.ts"
import { UnitLibrary } from "../../../server/src/cli/estate/unit-library.ts"
import { workForOthers } from "../../../server/src/cli/estate/work-for-others.ts"
import type { WorkerPort } from "../../../server/src/cli/estate/worker-port.ts"
import { watchInterrupt } from "../../../server/src/cli/interruption.ts"
import { readParameters } from "../../../server/src/cli/reading-options.ts"
import { isProblem } from "../../../server/src/features/flow-text.ts"
import { noNetwork } from "../../../server/src/judging/network-context.ts"
import type { ReportedFile, ReportedFinding } from "../../../server/src/outputs/report.ts"

export interface Ways {
  readonly isWhole: boolean
  /** See `SurveyOptions`. */
  readonly partSize: number
  /** Characters that are kept, and not read again. */
  readonly mostKept: number
  /** See `EstateOptions`. */
  readonly readsTwice?: boolean
  /** So many threads; 0 for none. */
  readonly threads: number
  /** In the place of a thread of its own. */
  start?(): WorkerPort
}

/** `nsg check` of all files of a folder, the long way round: in small parts, read again, by threads. */
export async function estateCheck(
  io: Io,
  { isWhole, partSize, mostKept, readsTwice = mostKept === 0, threads, start = samePlace }: Ways,
): Promise<CheckedWhole> {
  const [configured, findParameters] = [await configure(["."], {}, io), await readParameters(undefined, io)]
  if (isProblem(configured) || isProblem(findParameters)) throw new Error("the files cannot be read")
  const interruption = watchInterrupt(io)
  const { found, settingsOf, findSettings } = configured
  const library = new UnitLibrary({ io, findParameters, names: found.files, most: mostKept })
  const judging = { library, networkOf: () => noNetwork, withFrames: true }
  const order = {
    kind: "start",
    cwd: io.cwd,
    within: undefined,
    names: found.files,
    parameters: undefined,
    sources: { named: [], option: undefined, files: [] },
    withFrames: true,
    mostKept,
  } as const
  const crew =
    threads > 0 ? threadsAtWork({ count: threads, order, interruption, start }) : aloneAtWork(judging, interruption)
  const { files, ...estate } = await checkEstate(found.files, {
    io,
    crew,
    interruption,
    isWhole,
    readsTwice,
    partSize,
    splitFrom: 0,
    settingsOf,
    findSettings,
    open: name => library.open(name),
  })
  return { ...estate, files: Array.from(files, file => ({ ...file, findings: [...file.findings] })) }
}

interface CheckedWhole extends CheckedEstate {
  readonly files: readonly (ReportedFile & { readonly findings: readonly ReportedFinding[] })[]
}

/** This thread, told everything as another one is: by copies of plain data. */
export function samePlace(): WorkerPort {
  const [asked, answered]: ((message: unknown) => void)[][] = [[], []]
  const port = (to: typeof asked, from: typeof asked): WorkerPort => ({
    post: message => {
      const copy = structuredClone(message)
      setImmediate(() => {
        for (const listener of to!) listener(copy)
      })
    },
    onMessage: listener => from!.push(listener),
    onEnd: () => undefined,
    end: async () => undefined,
  })
  workForOthers(port(answered, asked))
  return port(asked, answered)
}
