import { listWords } from "../checks/wording.ts"
import type { Flow } from "../engine/flow.ts"
import { exampleFlow, type FlowProblem, isProblem, parseAzWords, parseFlow } from "../features/flow-text.ts"
import { parseAzPathWords, parsePathFlow } from "../features/path-flow-text.ts"
import type { WrittenFlow } from "../judging/path-question.ts"

export const flowOptions = {
  flow: { type: "string" },
  direction: { type: "string" },
  protocol: { type: "string" },
  local: { type: "string" },
  remote: { type: "string" },
} as const

/** A flow as the command line has it, which may be asked of a network or of a single NSG. */
export interface AskedFlow {
  readonly written: WrittenFlow
  /** The same for a single NSG, which needs a direction and no names of things. */
  plain(): Flow | FlowProblem
}

/** `--flow`, or az's words. */
export function readFlow(values: Readonly<Partial<Record<keyof typeof flowOptions, string>>>): AskedFlow | FlowProblem {
  const { flow, direction, protocol, local, remote } = values
  const azWords = [direction, protocol, local, remote]
  if (flow !== undefined) {
    return azWords.some(word => word !== undefined)
      ? { problem: "use either --flow or --direction, --protocol, --local and --remote, not both." }
      : asked(parsePathFlow(flow), () => parseFlow(flow))
  }
  if (direction === undefined || protocol === undefined || local === undefined || remote === undefined) {
    return { problem: missingFlow({ direction, protocol, local, remote }) }
  }
  const words = { direction, protocol, local, remote }
  return asked(parseAzPathWords(words), () => parseAzWords(words))
}

function asked(written: WrittenFlow | FlowProblem, plain: AskedFlow["plain"]): AskedFlow | FlowProblem {
  return isProblem(written) ? written : { written, plain }
}

/** Without any of az's words the short form is meant; with some of them those that are missing are named. */
function missingFlow(words: Readonly<Record<string, string | undefined>>): string {
  const names = Object.keys(words)
  const missing = names.filter(name => words[name] === undefined)
  return missing.length === names.length
    ? `missing --flow. Example: --flow "${exampleFlow}"`
    : `missing ${listWords(missing.map(name => `--${name}`))}.`
}
