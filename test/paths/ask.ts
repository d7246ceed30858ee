import { isProblem } from "../../server/src/features/flow-text.ts"
import { explainPathProblem, parsePathFlow } from "../../server/src/features/path-flow-text.ts"
import { pathVerification } from "../../server/src/features/path-verification.ts"
import { askPath } from "../../server/src/judging/ask-path.ts"
import { type JudgedNetwork, judgedNetwork, type NetworkOptions } from "../../server/src/judging/judged-network.ts"
import { type PathVerdict, verifyPath } from "../../server/src/judging/verify-path.ts"
import { type SampleNetwork, sampleTopology } from "../support/sample-network.ts"

export function networkOf(sample: SampleNetwork, options: NetworkOptions = {}): JudgedNetwork {
  return judgedNetwork(sampleTopology(sample), options)
}

/** The verdict, or the sentence on what keeps the flow from being judged. */
export function ask(network: JudgedNetwork, line: string): PathVerdict | string {
  const written = parsePathFlow(line)
  if (isProblem(written)) return written.problem
  const question = askPath(network, written)
  if ("candidates" in question) return explainPathProblem(question)
  const verdict = verifyPath(network, question)
  return "kind" in verdict ? explainPathProblem(verdict) : verdict
}

export function verdictOn(network: JudgedNetwork, line: string): PathVerdict {
  const verdict = ask(network, line)
  if (typeof verdict === "string") throw new Error(`${line}: ${verdict}`)
  return verdict
}

/** `Deny DenyAllInBound | out networkInterface a Allow …`: the answer, and each level with its group and rule. */
export function told(network: JudgedNetwork, line: string): string[] {
  const { access, ruleName, path } = pathVerification(verdictOn(network, line))
  const bare = (name: string | null) => name?.split("/").at(-1) ?? "–"
  return [
    `${access} ${bare(ruleName)}`,
    ...path.map(
      ({ direction, level, networkSecurityGroup, access, ruleName }) =>
        `${direction.toLowerCase()} ${level.kind} ${level.name}: ${networkSecurityGroup?.name ?? "–"} ${access} ${bare(ruleName)}`,
    ),
  ]
}

/** Access and rule alone. */
export function answer(network: JudgedNetwork, line: string): string {
  return told(network, line)[0]!
}

export function remarksOn(network: JudgedNetwork, line: string): string[] {
  return [...pathVerification(verdictOn(network, line)).assumptions]
}
