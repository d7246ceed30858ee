import * as l10n from "@vscode/l10n"
import { trafficOfTag } from "../azure/platform-traffic.ts"
import type { ClaimLine, WrittenSide } from "./flow-file.ts"
import { type LineProblem, problemAt } from "./line-problem.ts"
import { protocolWords } from "./protocol-words.ts"

/** Why a claim describes no packets: what it names leads nowhere, or nothing is left of it. */
export function emptyProblem(line: ClaimLine): LineProblem {
  const { source, destination } = line
  for (const one of [...source.ends, ...destination.ends]) {
    const named = one.end.kind === "address" && trafficOfTag(one.end.term)
    if (!named) continue
    const protocols = protocolWords(named.protocols)
    return problemAt(
      one,
      l10n.t`This line describes no packets: ${one.text} covers only outbound ${protocols} to port ${named.port}.`,
    )
  }
  if (source.except.length + destination.except.length > 0)
    return problemAt(line, l10n.t`This line describes no packets: its exceptions leave nothing.`)
  return problemAt(
    line,
    areOfTwoFamilies(source, destination) ? twoFamilies() : l10n.t`This line describes no packets.`,
  )
}

export const twoFamilies = () => l10n.t`One end is IPv4, the other IPv6. No packet travels between them.`

function areOfTwoFamilies(source: WrittenSide, destination: WrittenSide): boolean {
  const [own, others] = [familiesOf(source), familiesOf(destination)]
  return own.every(family => family !== undefined && others.every(other => other !== undefined && other !== family))
}

function familiesOf({ ends }: WrittenSide): (4 | 6 | undefined)[] {
  return ends.map(({ end }) => (end.kind === "address" && end.term.kind === "prefix" ? end.term.family : undefined))
}
