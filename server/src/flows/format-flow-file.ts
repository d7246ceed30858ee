import type { FlowLine } from "./flow-file.ts"
import { parseFlowFile } from "./parse-flow-file.ts"
import { type WrittenLine, writtenLines } from "./written-lines.ts"

/** A line that is to be written otherwise. */
export interface FormattedLine {
  readonly range: { readonly start: number; readonly end: number }
  readonly text: string
}

/**
 * The lines of a `.nsgflow` file that change when its columns are aligned: access, direction and protocol, and the arrows of all
 * claims below one `use`. Words and comments stay what they are, and so does a line that cannot be read.
 */
export function formattedLines(text: string): FormattedLine[] {
  const { lines } = parseFlowFile(text)
  const parsed = new Map(lines.map(line => [line.line, line]))
  const columns = columnsOf(lines)
  return writtenLines(text).flatMap(written => {
    const { start, end } = written
    const formatted = formatLine(written, parsed.get(written.line), columns)
    return formatted === text.slice(start, end) ? [] : { range: { start, end }, text: formatted }
  })
}

/** The whole text. */
export function formatFlowFile(text: string): string {
  return formattedLines(text).reduceRight(
    (rest, { range, text: line }) => rest.slice(0, range.start) + line + rest.slice(range.end),
    text,
  )
}

function formatLine({ written, comment }: WrittenLine, line: FlowLine | undefined, columns: Columns): string {
  const behind = comment.trimEnd()
  if (!line) return behind
  if (line.kind === "broken") return `${written}${comment}`
  const own = line.kind === "use" ? useText(line.text) : claimText(line, columns)
  return behind === "" ? own : `${own}  ${behind}`
}

function useText(text: string): string {
  const [, word, type, name, , file] = /^(\S+)\s+(\S+)\s+("[^"]+"|\S+)(\s+in\s+(.+))?$/i.exec(text) ?? []
  return [word, type, name, ...(file === undefined ? [] : ["in", file])].join(" ")
}

/** The words of a claim as they are written, blanks apart. */
interface ClaimWords {
  readonly access: string
  readonly direction: string
  readonly protocol: string
  readonly source: string
  readonly arrow: string
  readonly destination: string
}

function claimWords(text: string): ClaimWords {
  const [, access = "", direction = "", protocol = "", source = "", arrow = "", destination = ""] =
    /^(\S+)\s+(?:(in|out|inbound|outbound)\s+)?(\S+)\s+(.*?)\s*(->|→)\s*(.*)$/is.exec(text) ?? []
  return { access, direction, protocol, source: sideText(source), arrow, destination: sideText(destination) }
}

/** Nothing stands around the commas and colons of a list. */
function sideText(side: string): string {
  return side.replace(/\s+/g, " ").replace(/ ?([,:]) ?/g, "$1")
}

interface Columns {
  readonly direction: number
  readonly protocol: number
  /** Of the claims below the same `use`, by line. */
  readonly source: ReadonlyMap<FlowLine, number>
}

/** A list that is longer than this has its arrow further right, and leaves that of the others where it is. */
const widestSource = 40

function columnsOf(lines: readonly FlowLine[]): Columns {
  const source = new Map<FlowLine, number>()
  let [direction, protocol] = [0, 0]
  for (const block of blocksOf(lines)) {
    const words = block.map(({ text }) => claimWords(text))
    const widths = words.map(({ source: { length } }) => length).filter(length => length <= widestSource)
    for (const line of block) source.set(line, Math.max(0, ...widths))
    direction = Math.max(direction, ...words.map(one => one.direction.length))
    protocol = Math.max(protocol, ...words.map(one => one.protocol.length))
  }
  return { direction, protocol, source }
}

function blocksOf(lines: readonly FlowLine[]): FlowLine[][] {
  const blocks: FlowLine[][] = [[]]
  for (const line of lines) {
    if (line.kind === "use") blocks.push([])
    else if (line.kind === "claim") blocks.at(-1)?.push(line)
  }
  return blocks
}

function claimText(line: FlowLine, columns: Columns): string {
  const { access, direction, protocol, source, arrow, destination } = claimWords(line.text)
  const head = [access.padEnd("allow".length)]
  if (columns.direction > 0) head.push(direction.padEnd(columns.direction))
  head.push(protocol.padEnd(columns.protocol), source.padEnd(columns.source.get(line) ?? 0), arrow, destination)
  return head.join(" ")
}
