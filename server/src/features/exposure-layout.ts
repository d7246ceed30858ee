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
  const { width, titleHeight, gap } = exposureMetrics
  const shown = ways.slice(0, mostWays)
  const more = ways.length - shown.length
  const isInbound = direction === "Inbound"
  const { starts, rows, bottom } = placeWays(
    shown.map(way => sidesOf(way, gates, isInbound)),
    titleHeight * (gates.length + 1) + gap,
  )
  return {
    width,
    height: bottom + (more > 0 ? titleHeight : 0) + 2,
    headings: isInbound ? [l10n.t`From`, fit(l10n.t`To ${name}`)] : [fit(l10n.t`From ${name}`), l10n.t`To`],
    gates: placeGates(gates.length, bottom),
    starts,
    rows,
    more,
  }
}

/** Traffic goes from left to right: what is inside stands on the right of inbound traffic, and on the left of outbound. */
function sidesOf(way: Way, gates: Exposure["gates"], isInbound: boolean): Sides {
  const [peers, service] = [linesOf(way.peers), linesOf(way.service)]
  const end = endWords(way, gates)
  return isInbound
    ? { way, left: peers, right: [...service, ...end] }
    : { way, left: service, right: [...peers, ...end] }
}

/** Row below row from `top`; the box of ways that begin alike is as high as all of their rows, or these stand in its middle. */
function placeWays(
  sides: readonly Sides[],
  top: number,
): Pick<ExposureLayout, "starts" | "rows"> & { readonly bottom: number } {
  const { gap } = exposureMetrics
  const starts: PlacedBox[] = []
  const rows: PlacedRow[] = []
  let y = top
  for (const run of runsOf(sides)) {
    const lines = run[0]?.left ?? []
    const heights = run.map(({ right }) => heightOf(right))
    const together = heights.reduce((sum, height) => sum + height + gap, -gap)
    const height = Math.max(heightOf(lines), together)
    let rowTop = y + (height - together) / 2
    for (const [place, { way, right }] of run.entries()) {
      const own = heights[place] ?? 0
      rows.push({ way, y: rowTop, height: own, lines: right, middle: rowTop + own / 2 })
      rowTop += own + gap
    }
    starts.push({ y, height, lines })
    y += height + gap
  }
  return { starts, rows, bottom: y - gap }
}

/** Evenly between the boxes, each title a line lower than the one before. */
function placeGates(count: number, bottom: number): readonly PlacedGate[] {
  const { width, boxWidth, titleHeight } = exposureMetrics
  const between = (width - 2 * boxWidth) / (count + 1)
  return Array.from({ length: count }, (_, place) => ({
    x: boxWidth + between * (place + 1),
    top: titleHeight * (place + 1),
    bottom,
  }))
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
