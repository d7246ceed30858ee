import * as l10n from "@vscode/l10n"
import { misspeltTag } from "../flows/misspelt-tag.ts"
import { askPath, askPathOf } from "../judging/ask-path.ts"
import type { JudgedNetwork } from "../judging/judged-network.ts"
import type { PathQuestion, WrittenFlow } from "../judging/path-question.ts"
import { type PathVerdict, verifyPath } from "../judging/verify-path.ts"
import type { EndProblem, Endpoint, WrittenEnd } from "../topology/endpoint.ts"
import type { NetworkInterface } from "../topology/topology.ts"
import { isProblem } from "./flow-text.ts"
import { isJudged } from "./path-assumptions.ts"
import { explainPathProblem, formatWrittenEnd } from "./path-flow-text.ts"

/** Why there is no verdict: a sentence or two for the person who asked. */
export interface NotAnswered {
  readonly problem: string
}

/** The verdict on a flow in networks; `about`: the network interface that plain addresses of it are meant to be of. */
export function askNetwork(
  network: JudgedNetwork,
  written: WrittenFlow,
  about?: NetworkInterface,
): PathVerdict | NotAnswered {
  const question = about && !namesThings(written) ? askInterface(network, written, about) : askPath(network, written)
  if (isProblem(question)) return question
  if ("candidates" in question) return { problem: explainPathProblem(question) }
  const verdict = verifyPath(network, question)
  return "kind" in verdict ? { problem: explainPathProblem(verdict) } : (misspeltEnd(verdict) ?? verdict)
}

/** A tag at an end that no rule on the path names, where another one is meant. */
function misspeltEnd({ question: { written }, levels }: PathVerdict): NotAnswered | undefined {
  const ruled = levels.flatMap(level => (isJudged(level) ? [level.group] : []))
  const rules = ruled.flatMap(({ ruled: { rules } }) => rules)
  const tagData = ruled[0]?.verdict.context.tagData
  const ends = [written.source, written.destination]
  return ends.map(end => (end.kind === "address" ? misspeltTag(end.term, rules, tagData) : undefined)).find(Boolean)
}

/**
 * The verdict on a flow between plain addresses where the networks settle which groups apply; undefined where they do not: a
 * single NSG is meant then. An address that is only in a subnet settles it where an NSG applies there; if there is just one, where that does.
 */
export function askNetworkIfHere(
  network: JudgedNetwork,
  written: WrittenFlow,
  isOnlyGroup: () => boolean,
): PathVerdict | NotAnswered | undefined {
  const question = askPath(network, written)
  if ("candidates" in question) {
    return question.kind === "ambiguous" ? { problem: explainPathProblem(question) } : undefined
  }
  const ends = [question.source, question.destination]
  const isInSubnet = ends.some(({ kind }) => kind === "subnet")
  if (!ends.some(isThing) && !isInSubnet) return undefined
  const verdict = verifyPath(network, question)
  if (!("kind" in verdict)) {
    return ends.some(isThing) || settles(verdict, isOnlyGroup) ? (misspeltEnd(verdict) ?? verdict) : undefined
  }
  return verdict.kind === "not-here" ? undefined : { problem: explainPathProblem(verdict) }
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

function settles({ levels }: PathVerdict, isOnlyGroup: () => boolean): boolean {
  const groups = levels.flatMap(level => (level.kind === "networkManager" ? [] : level.group.kind))
  return groups.some(kind => kind === "judged" || (kind !== "none" && !isOnlyGroup()))
}

function askInterface(
  network: JudgedNetwork,
  written: WrittenFlow,
  networkInterface: NetworkInterface,
): PathQuestion | EndProblem | NotAnswered {
  const question = askPathOf(network, written, networkInterface)
  if (question) return question
  const { source, destination } = written
  if (!written.direction && [source, destination].some(isAnyAddress)) {
    const { name } = networkInterface
    return {
      problem: l10n.t`It is not clear which end is ${name}, because * may be any address. Start the flow with inbound if ${name} is the destination, or with outbound if it is the source.`,
    }
  }
  const ends = l10n.t`${formatWrittenEnd(source)} nor ${formatWrittenEnd(destination)}`
  return { problem: l10n.t`Neither ${ends} is an address of ${networkInterface.name}.` }
}

function isAnyAddress(end: WrittenEnd): boolean {
  return end.kind === "address" && end.term.kind === "any"
}
