import { isProblem } from "../features/flow-text.ts"
import { explainPathProblem, formatWrittenEnd } from "../features/path-flow-text.ts"
import { pathText } from "../features/path-text.ts"
import { pathVerification } from "../features/path-verification.ts"
import { askPath, askPathOf } from "../judging/ask-path.ts"
import type { JudgedNetwork } from "../judging/judged-network.ts"
import type { PathQuestion, WrittenFlow } from "../judging/path-question.ts"
import { verifyPath } from "../judging/verify-path.ts"
import type { EndProblem, Endpoint, WrittenEnd } from "../topology/endpoint.ts"
import type { Answer, NotAnswered } from "./answer.ts"
import { findInterface, isEmpty } from "./workspace-network.ts"

/** The answer for a flow whose ends name things of a network, or that `--nic` says to be about one. */
export function askNetwork(
  network: JudgedNetwork,
  written: WrittenFlow,
  nic: string | undefined,
): Answer | NotAnswered {
  const question = nic === undefined ? askPath(network, written) : askInterface(network, written, nic)
  if (isProblem(question)) return question
  return "candidates" in question ? { problem: explainPathProblem(question) } : answer(network, question)
}

/**
 * The answer for a flow between plain addresses where the networks settle which groups apply. `isHere` is false where they do
 * not: a single NSG is meant then.
 */
export function askNetworkIfHere(
  network: JudgedNetwork,
  written: WrittenFlow,
  isOnlyGroup: () => boolean,
): Answer | (NotAnswered & { readonly isHere: boolean }) {
  if (isEmpty(network.index.topology)) return { problem: "", isHere: false }
  const question = askPath(network, written)
  if ("candidates" in question) {
    return { problem: explainPathProblem(question), isHere: question.kind === "ambiguous" }
  }
  const { source, destination } = question
  if (!isThing(source) && !isThing(destination) && (!isInSubnet(source, destination) || isOnlyGroup())) {
    return { problem: explainPathProblem({ kind: "not-here", question }), isHere: false }
  }
  const verdict = verifyPath(network, question)
  if (!("kind" in verdict)) return answerOf(verdict)
  return { problem: explainPathProblem(verdict), isHere: verdict.kind !== "not-here" }
}

/** Whether a flow names things that only a network has. Application security groups are named by rules, too. */
export function namesThings({ source, destination }: WrittenFlow): boolean {
  return [source, destination].some(end => end.kind !== "address" && !isSecurityGroup(end))
}

function isSecurityGroup(end: WrittenEnd): boolean {
  return end.kind === "named"
    ? end.type === "asg"
    : end.kind === "id" && /\/applicationSecurityGroups\/[^/]+$/i.test(end.id)
}

/** What a network interface, a front end or the members of a group stand for, beside which a plain address is nothing. */
function isThing(end: Endpoint): boolean {
  if (end.kind === "publicAddress") return end.members.length > 0
  return end.kind !== "elsewhere" && end.kind !== "subnet"
}

function isInSubnet(...ends: readonly Endpoint[]): boolean {
  return ends.some(({ kind }) => kind === "subnet")
}

function askInterface(
  network: JudgedNetwork,
  written: WrittenFlow,
  nic: string,
): PathQuestion | EndProblem | NotAnswered {
  const networkInterface = findInterface(network, nic)
  if (isProblem(networkInterface)) return networkInterface
  const { source, destination, direction } = written
  const question = askPathOf(network, written, networkInterface)
  if (question) return question
  if (direction) {
    const end = formatWrittenEnd(direction === "Inbound" ? destination : source)
    return { problem: `${end} is no address of ${networkInterface.name}. With --nic write its address, or *.` }
  }
  const ends = `${formatWrittenEnd(source)} nor ${formatWrittenEnd(destination)}`
  return { problem: `Neither ${ends} is an address of ${networkInterface.name}.` }
}

function answer(network: JudgedNetwork, question: PathQuestion): Answer | NotAnswered {
  const verdict = verifyPath(network, question)
  return "kind" in verdict ? { problem: explainPathProblem(verdict) } : answerOf(verdict)
}

function answerOf(verdict: Exclude<ReturnType<typeof verifyPath>, { readonly kind: string }>): Answer {
  return { access: verdict.access, text: () => pathText(verdict), json: () => pathVerification(verdict) }
}
