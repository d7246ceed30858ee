import * as l10n from "@vscode/l10n"
import type { Exposure, Way } from "./exposure.ts"
import { fitting, letterWidth } from "./svg-text.ts"

/** Rows of ways from left to right, in pixels from the picture's upper left corner. */
export interface ExposureLayout {
  readonly width: number
  readonly height: number
  /** What the columns on both sides are called. */
  readonly headings: readonly [string, string]
  readonly gates: readonly PlacedGate[]
  /** Boxes on the left: ways that begin alike share one. */
  readonly starts: readonly PlacedBox[]
  readonly rows: readonly PlacedRow[]
  /** How many ways are not drawn. */
  readonly more: number
}

export interface PlacedGate {
  readonly x: number
  /** Of its title; its bar goes from there to `bottom`. */
  readonly top: number
  readonly bottom: number
}

export interface PlacedBox {
  readonly y: number
  readonly height: number
  readonly lines: readonly string[]
}

/** A way and the box on its right. */
export interface PlacedRow extends PlacedBox {
  readonly way: Way
  readonly middle: number
}

export const exposureMetrics = {
  width: 720,
  boxWidth: 212,
  padding: 10,
  lineHeight: 16,
  titleHeight: 20,
  gap: 8,
} as const

/** More than these are not read but counted; the table has them all. */
const mostWays = 24
const mostLines = 4

export function layOutExposure({ direction, name, gates, ways }: Exposure): ExposureLayout {
  const { width, boxWidth, titleHeight, gap } = exposureMetrics
  const shown = ways.slice(0, mostWays)
  const more = ways.length - shown.length
  const isInbound = direction === "Inbound"
  const sides = shown.map(way => {
    const [peers, service] = [linesOf(way.peers), linesOf(way.service)]
    const end = endWords(way, gates)
    return isInbound
      ? { way, left: peers, right: [...service, ...end] }
      : { way, left: service, right: [...peers, ...end] }
  })
  let y = titleHeight * (gates.length + 1) + gap
  const starts: PlacedBox[] = []
  const rows: PlacedRow[] = []
  for (const run of runsOf(sides)) {
    const top = y
    for (const { way, right } of run) {
      const height = heightOf(right)
      rows.push({ way, y, height, lines: right, middle: y + height / 2 })
      y += height + gap
    }
    const lines = run[0]?.left ?? []
    const height = Math.max(heightOf(lines), y - gap - top)
    starts.push({ y: top, height, lines })
    y = top + height + gap
  }
  const bottom = y - gap
  const middle = width - 2 * boxWidth
  return {
    width,
    height: bottom + (more > 0 ? titleHeight : 0) + 2,
    headings: isInbound ? [l10n.t`From`, fit(l10n.t`To ${name}`)] : [fit(l10n.t`From ${name}`), l10n.t`To`],
    gates: gates.map((_, place) => ({
      x: boxWidth + (middle * (place + 1)) / (gates.length + 1),
      top: titleHeight * (place + 1),
      bottom,
    })),
    starts,
    rows,
    more,
  }
}

interface Sides {
  readonly way: Way
  readonly left: readonly string[]
  readonly right: readonly string[]
}

function runsOf(sides: readonly Sides[]): readonly (readonly Sides[])[] {
  const runs: Sides[][] = []
  for (const one of sides) {
    const last = runs.at(-1)
    const isAlike = last?.[0]?.left.join("\n") === one.left.join("\n") && kindOf(last[0].way) === kindOf(one.way)
    if (last && isAlike) last.push(one)
    else runs.push([one])
  }
  return runs
}

/** A word for what the line beside it shows. */
export function kindOf({ end }: Way): "passes" | "perhaps" | "stopped" {
  return typeof end === "string" ? end : "stopped"
}

function endWords({ end }: Way, gates: Exposure["gates"]): readonly string[] {
  if (end === "passes") return []
  if (end === "perhaps") return [l10n.t`perhaps`]
  return [fit(l10n.t`stopped by ${gates[end.stoppedAt]?.by ?? ""}`)]
}

/** A text begins a line, and a long list in it goes on in the next; what is too much for a box is left to the table. */
function linesOf(texts: readonly string[]): readonly string[] {
  const lines = texts.flatMap(wrapped)
  return lines.length > mostLines ? [...lines.slice(0, mostLines - 1), l10n.t`and more: see the table`] : lines
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(/(?<=,) /)) {
    const longer = `${lines.at(-1)} ${word}`
    if (lines.length > 0 && longer.length * letterWidth <= room) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.map(fit)
}

const room = exposureMetrics.boxWidth - 2 * exposureMetrics.padding

function fit(text: string): string {
  return fitting(text, room)
}

function heightOf(lines: readonly string[]): number {
  return lines.length * exposureMetrics.lineHeight + exposureMetrics.padding
}
