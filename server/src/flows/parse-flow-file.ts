import * as l10n from "@vscode/l10n"
import type { FlowFile, FlowLine, UseLine, Word } from "./flow-file.ts"
import { useTypes } from "./flow-file.ts"
import { isLineProblem, type LineProblem, problemAt } from "./line-problem.ts"
import { readClaim } from "./read-claim.ts"
import { partOf, wordAt } from "./words-of.ts"
import { writtenLines } from "./written-lines.ts"

/** Reads a `.nsgflow` file. A line that cannot be read says so at its place, and the others count all the same. */
export function parseFlowFile(text: string): FlowFile {
  const lines: FlowLine[] = []
  for (const { line, start, written } of writtenLines(text)) {
    const word = wordAt(written, start)
    if (word.text !== "") lines.push(readLine(word, line))
  }
  return { lines }
}

function readLine(word: Word, line: number): FlowLine {
  const own = { line, ...word }
  if (/^use(\s|$)/i.test(word.text)) {
    const use = readUse(word)
    return isLineProblem(use) ? { kind: "broken", ...own, ...use } : { kind: "use", ...own, ...use }
  }
  const claim = readClaim(word)
  return isLineProblem(claim) ? { kind: "broken", ...own, ...claim } : { kind: "claim", ...own, ...claim }
}

const usePattern = /^(use\s+)(\S+)(\s+)("[^"]+"|\S+)(?:(\s+in\s+)(.+))?$/i

function readUse(line: Word): Pick<UseLine, "type" | "name" | "file"> | LineProblem {
  const [, use = "", word = "", gap = "", name = "", between = "", file] = usePattern.exec(line.text) ?? []
  const type = useTypes.find(one => one === word.toLowerCase())
  if (!type) {
    return problemAt(
      line,
      l10n.t`Write use nsg NAME, use nic NAME or use subnet VNET/SUBNET, and where it is: use nsg web in ./network.json`,
    )
  }
  const start = use.length + word.length + gap.length
  const end = start + name.length
  return {
    type,
    name: unquoted(partOf(line, start, end)),
    file: file === undefined ? undefined : unquoted(partOf(line, end + between.length)),
  }
}

function unquoted(word: Word): Word {
  return /^".*"$/.test(word.text) ? partOf(word, 1, word.text.length - 1) : word
}
