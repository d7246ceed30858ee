import { isProblem } from "../../features/flow-text.ts"
import { readParameters } from "../reading-options.ts"
import { silentIo } from "../silent-io.ts"
import { readNetworks } from "../tag-networks.ts"
import { judgeTask } from "./judge-task.ts"
import { surveyUnit } from "./survey-unit.ts"
import { UnitLibrary } from "./unit-library.ts"
import type { WorkAnswer, WorkOrder, WorkRequest } from "./work-message.ts"
import type { WorkerPort } from "./worker-port.ts"

/** A thread's work: one request after the other, each answered. Files are read here, and only plain data comes and goes. */
export function workForOthers(port: WorkerPort): void {
  let ready: Promise<Workplace> | undefined
  let last: Promise<void> = Promise.resolve()
  port.onMessage(message => {
    const told = message as WorkOrder | WorkRequest
    if (told.kind === "start") ready = prepare(told)
    else {
      last = last.then(async () => {
        if (ready) port.post(await answer(told, await ready))
      })
    }
  })
}

type Workplace = Parameters<typeof judgeTask>[1]

async function prepare({
  cwd,
  within,
  names,
  parameters,
  sources,
  withFrames,
  mostKept,
}: WorkOrder): Promise<Workplace> {
  const io = { ...silentIo(cwd), ...(within !== undefined && { within }) }
  const findParameters = await readParameters(parameters, io)
  const networks = await readNetworks(sources, io)
  if (isProblem(findParameters) || isProblem(networks)) throw new Error("what was read before cannot be read again")
  const library = new UnitLibrary({ io, findParameters, names, most: mostKept })
  return { library, networkOf: networks.of, withFrames }
}

async function answer(request: WorkRequest, place: Workplace): Promise<WorkAnswer> {
  const { id, kind } = request
  if (kind === "summarise") {
    return { id, kind, summary: await surveyUnit(request.unit, place, request.options) }
  }
  return { id, kind, results: await judgeTask(request.task, place) }
}
