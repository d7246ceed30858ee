import type { Summarised, SummaryOptions } from "./summarise-unit.ts"
import type { Task, UnitResult } from "./task.ts"
import type { Unit } from "./unit.ts"
import type { WorkAnswer, WorkOrder, WorkRequest } from "./work-message.ts"
import type { WorkerPort } from "./worker-port.ts"

/** A thread ended before it had answered. */
export class ThreadLost extends Error {
  /** The end of a sentence that begins with a path. */
  readonly problem: string
  /** Whether it was at work on this, and not on what was asked before. */
  readonly isCause: boolean

  constructor(reason: string, isCause: boolean) {
    super(reason)
    this.problem = `was not checked: it ended the thread that read it (${reason}). Please report it.`
    this.isCause = isCause
  }
}

interface Open {
  resolve(answer: WorkAnswer): void
  reject(error: ThreadLost): void
}

type Asked = WorkRequest extends infer Request ? (Request extends WorkRequest ? Omit<Request, "id"> : never) : never

/** One thread that works for this one, and another in its place when it ends. */
export class Thread {
  readonly #start: () => WorkerPort
  readonly #order: WorkOrder
  #port: WorkerPort | undefined
  /** In the order of the questions. */
  #open = new Map<number, Open>()
  #count = 0
  #isDone = false

  constructor(start: () => WorkerPort, order: WorkOrder) {
    this.#start = start
    this.#order = order
  }

  /** How many questions are open. */
  get open(): number {
    return this.#open.size
  }

  async summarise(unit: Unit, options: SummaryOptions): Promise<Summarised> {
    const answer = await this.#ask({ kind: "summarise", unit, options })
    if (answer.kind !== "summarise") throw new Error("a summary was asked for")
    return answer.summary
  }

  async judge(task: Task): Promise<readonly UnitResult[]> {
    const answer = await this.#ask({ kind: "judge", task })
    if (answer.kind !== "judge") throw new Error("a judgement was asked for")
    return answer.results
  }

  async end(): Promise<void> {
    this.#isDone = true
    await this.#port?.end()
  }

  #ask(asked: Asked): Promise<WorkAnswer> {
    const id = this.#count++
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject })
      this.#running().post({ ...asked, id })
    })
  }

  #running(): WorkerPort {
    if (this.#port) return this.#port
    const port = this.#start()
    this.#port = port
    port.onMessage(message => {
      const answer = message as WorkAnswer
      this.#open.get(answer.id)?.resolve(answer)
      this.#open.delete(answer.id)
    })
    port.onEnd(reason => this.#lost(reason))
    port.post(this.#order)
    return port
  }

  #lost(reason: string): void {
    this.#port = undefined
    const open = [...this.#open.values()]
    this.#open = new Map()
    if (this.#isDone) return
    for (const [place, each] of open.entries()) each.reject(new ThreadLost(reason, place === 0))
  }
}
