import { isAt } from "../syntax/range.ts"
import type { ClaimLine, FlowFile, FlowLine, SideEnd, UseLine, Word } from "./flow-file.ts"

/** What stands at a place of a `.nsgflow` file. */
export type PointedWord =
  /** An end of a claim, also one that is taken away. */
  | { readonly kind: "end"; readonly word: SideEnd; readonly line: ClaimLine }
  /** What a `use` names. */
  | { readonly kind: "subject"; readonly word: Word; readonly line: UseLine }
  | { readonly kind: "file"; readonly word: Word; readonly line: UseLine }
  /** Anything else of a line. */
  | { readonly kind: "line"; readonly word: FlowLine; readonly line: FlowLine }

export function pointedWord({ lines }: FlowFile, offset: number): PointedWord | undefined {
  const line = lines.find(({ range }) => isAt(range, offset))
  if (!line) return undefined
  const isHere = ({ range }: Word) => isAt(range, offset)
  if (line.kind === "claim") {
    const { source, destination } = line
    const ends = [source, destination].flatMap(side => [...side.ends, ...side.except])
    const word = ends.find(isHere)
    if (word) return { kind: "end", word, line }
  }
  if (line.kind === "use") {
    const { name, file } = line
    if (isHere(name)) return { kind: "subject", word: name, line }
    if (file && isHere(file)) return { kind: "file", word: file, line }
  }
  return { kind: "line", word: line, line }
}

/** The `use` that a place is below, or in; undefined above the first. */
export function useAbove({ lines }: FlowFile, offset: number): UseLine | undefined {
  return lines.findLast((line): line is UseLine => line.kind === "use" && line.range.start <= offset)
}
