import * as l10n from "@vscode/l10n"
import { listWords } from "../checks/wording.ts"
import type { Direction, Protocol } from "../engine/security-rule.ts"
import { similarName } from "../values/similar-name.ts"
import type { Word, WrittenClaim } from "./flow-file.ts"
import { isLineProblem, type LineProblem, problemAt } from "./line-problem.ts"
import { readSide } from "./read-side.ts"
import { partOf, wordAt } from "./words-of.ts"

const exampleClaim = "deny inbound tcp Internet -> 10.0.1.0/24:22,3389"

/** Reads `allow|deny [inbound|outbound] PROTOCOL SOURCE -> DESTINATION`. */
export function readClaim(line: Word): WrittenClaim | LineProblem {
  const [access, ...rest] = headOf(line)
  if (!access) return problemAt(line, l10n.t`Write a claim like this: ${exampleClaim}`)
  const claimed = accesses.get(access.text.toLowerCase())
  if (!claimed) return problemAt(access, explainStart(access.text))
  const direction = rest[0] && directions.get(rest[0].text.toLowerCase())
  const protocol = direction ? rest[1] : rest[0]
  const protocols = protocol && protocolsOf(protocol)
  if (!protocols) return problemAt(access, l10n.t`Name the protocol: ${protocolList()}. Example: ${exampleClaim}`)
  if (isLineProblem(protocols)) return protocols
  const sides = partOf(line, protocol.range.end - line.range.start)
  const arrow = /->|→/.exec(sides.text)
  if (!arrow)
    return problemAt(sides.text === "" ? line : sides, l10n.t`Write SOURCE -> DESTINATION. Example: ${exampleClaim}`)
  const source = readSide(partOf(sides, 0, arrow.index))
  if (isLineProblem(source)) return source
  const to = partOf(sides, arrow.index + arrow[0].length)
  const another = /->|→/.exec(to.text)
  if (another) return problemAt(partOf(to, another.index), l10n.t`A claim has one source and one destination.`)
  const destination = readSide(to)
  if (isLineProblem(destination)) return destination
  return withPorts({ access: claimed, direction, protocols, source, destination }, protocol)
}

/** The words before the first end. */
function headOf({ text, range }: Word): Word[] {
  return [...text.matchAll(/\S+/g)].slice(0, 3).map(match => wordAt(match[0], range.start + match.index))
}

/** Ports are for tcp and udp alone, and `any` with ports means just these. */
function withPorts(claim: WrittenClaim, protocol: Word): WrittenClaim | LineProblem {
  if (!claim.source.ports && !claim.destination.ports) return claim
  const [first] = claim.protocols
  if (claim.protocols.length > 1) return { ...claim, protocols: ["Tcp", "Udp"] }
  if (first === "Tcp" || first === "Udp") return claim
  return problemAt(protocol, l10n.t`${protocol.text} has no ports. Leave them out, or use tcp or udp.`)
}

const accesses = new Map([
  ["allow", "Allow"],
  ["deny", "Deny"],
] as const) as ReadonlyMap<string, "Allow" | "Deny">

const directions: ReadonlyMap<string, Direction> = new Map([
  ["in", "Inbound"],
  ["inbound", "Inbound"],
  ["out", "Outbound"],
  ["outbound", "Outbound"],
])

const protocols: ReadonlyMap<string, readonly Protocol[]> = new Map([
  ["tcp", ["Tcp"]],
  ["udp", ["Udp"]],
  ["icmp", ["Icmp"]],
  ["esp", ["Esp"]],
  ["ah", ["Ah"]],
  ["any", ["Tcp", "Udp", "Icmp", "Esp", "Ah"]],
  ["*", ["Tcp", "Udp", "Icmp", "Esp", "Ah"]],
])

const protocolList = () => listWords(["tcp", "udp", "icmp", "esp", "ah", "any"], "or")

function protocolsOf(word: Word): readonly Protocol[] | LineProblem {
  const found = protocols.get(word.text.toLowerCase())
  if (found) return found
  const meant = similarName(
    word.text,
    [...protocols.keys(), ...directions.keys()].filter(name => name.length > 2),
  )
  return problemAt(
    word,
    meant === undefined
      ? l10n.t`Unknown protocol "${word.text}". Use ${protocolList()}.`
      : l10n.t`Unknown protocol "${word.text}". Did you mean ${meant}?`,
  )
}

function explainStart(word: string): string {
  const meant = similarName(word, ["allow", "deny", "use"])
  return meant === undefined
    ? l10n.t`A line starts with allow, deny or use, not "${word}". Example: ${exampleClaim}`
    : l10n.t`A line starts with allow, deny or use, not "${word}". Did you mean ${meant}?`
}
