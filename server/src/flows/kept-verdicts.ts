import type { ClaimVerdict } from "../judging/claim.ts"
import type { ClaimWorld } from "./claim-world.ts"
import type { ClaimLine, UseLine } from "./flow-file.ts"
import { isLineProblem, type LineProblem } from "./line-problem.ts"

type Judged = ClaimVerdict | LineProblem

/** Verdicts on the claims of a file, so that an edit of one line judges no other again. */
export class KeptVerdicts {
  #before = new Map<ClaimWorld, Map<string, Judged>>()
  #now = new Map<ClaimWorld, Map<string, Judged>>()

  /** The verdict on the same words about the same things; what is at fault is where the line is by now. */
  of(line: ClaimLine, use: UseLine | undefined, world: ClaimWorld, judge: () => Judged): Judged {
    const key = use ? `${line.text}\n${use.type} ${use.name.text}` : line.text
    const known = this.#now.get(world)?.get(key) ?? this.#before.get(world)?.get(key)
    const judged = known ?? moved(judge(), -line.range.start)
    const own = this.#now.get(world) ?? new Map<string, Judged>()
    this.#now.set(world, own.set(key, judged))
    return moved(judged, line.range.start)
  }

  /** To be called when all lines of a version are judged: what none of them asked for is forgotten. */
  settle(): void {
    this.#before = this.#now
    this.#now = new Map()
  }
}

function moved(judged: Judged, by: number): Judged {
  if (!isLineProblem(judged)) return judged
  const { at, problem } = judged
  return { at: { start: at.start + by, end: at.end + by }, problem }
}
