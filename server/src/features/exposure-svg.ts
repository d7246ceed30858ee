import * as l10n from "@vscode/l10n"
import type { Exposure, Gate, Way } from "./exposure.ts"
import {
  exposureMetrics,
  kindOf,
  layOutExposure,
  type PlacedBox,
  type PlacedGate,
  type PlacedRow,
} from "./exposure-layout.ts"
import type { DrawnPicture } from "./picture-svg.ts"
import { escapeXml, fitting } from "./svg-text.ts"
import type { DocumentPlace } from "./topology-json.ts"

const { width, boxWidth, padding, lineHeight } = exposureMetrics
const rightSide = width - boxWidth

/**
 * The ways of traffic as SVG for an HTML page, without colours: each is a line from one end to the other, through a bar for each
 * level, and one that is stopped ends there. Words and the kind of line say it as well as colours.
 */
export function drawExposure(exposure: Exposure): DrawnPicture {
  const { gates } = exposure
  const layout = layOutExposure(exposure)
  const { height, headings, starts, rows, more } = layout
  const places: DocumentPlace[] = []
  const bars = layout.gates.flatMap((bar, index) => {
    const gate = gates[index]
    return gate ? [drawGate(gate, bar, places)] : []
  })
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` role="group" aria-label="${escapeXml(labelOf(exposure))}">\n`,
    `<g aria-hidden="true">${textAt("title", 0, 14, headings[0])}${textAt("title", rightSide, 14, headings[1])}</g>\n`,
    ...rows.map(row => drawLine(row, layout.gates)),
    ...bars,
    ...starts.map(start => `<g class="node" aria-hidden="true">${drawBox(start, 0)}</g>\n`),
    ...rows.map(row => drawRow(row, gates)),
    more > 0 ? textAt("plain", 0, height - 6, l10n.t`${more} more: see the table`) : "",
    "</svg>",
  ].join("")
  return { svg, places }
}

function labelOf({ direction, name, ways }: Exposure): string {
  const count = (kind: ReturnType<typeof kindOf>) => ways.filter(way => kindOf(way) === kind).length
  const counts = [
    l10n.t`${count("passes")} allowed`,
    l10n.t`${count("perhaps")} perhaps allowed`,
    l10n.t`${count("stopped")} stopped`,
  ]
  const told = counts.filter(text => !text.startsWith("0 ")).join(", ") || l10n.t`none`
  return direction === "Inbound"
    ? l10n.t`Inbound traffic of ${name}: ${told}`
    : l10n.t`Outbound traffic of ${name}: ${told}`
}

/** From box to box, or up to the bar that stops it. */
function drawLine({ way, middle }: PlacedRow, gates: readonly PlacedGate[]): string {
  const kind = kindOf(way)
  const stop = typeof way.end === "object" ? gates[way.end.stoppedAt]?.x : undefined
  const mark =
    stop === undefined
      ? `class="arrow ${kind}" aria-hidden="true" d="M${rightSide - 8} ${middle - 4}l8 4l-8 4z"`
      : `class="stop" aria-hidden="true" d="M${stop - 20} ${middle - 6}l12 12m0 -12l-12 12"`
  const until = stop === undefined ? rightSide - 8 : stop - 22
  return `<path class="way ${kind}" aria-hidden="true" d="M${boxWidth} ${middle}H${until}"/><path ${mark}/>\n`
}

/** A bar with its title above: what leads to the NSG is a button. */
function drawGate(gate: Gate, { x, top, bottom }: PlacedGate, places: DocumentPlace[]): string {
  const title = gate.blocksInternet ? l10n.t`${gate.title}: blocks the Internet` : gate.title
  const role = gate.place ? `role="button" tabindex="0" data-place="${places.push(gate.place) - 1}"` : 'role="note"'
  return [
    `<g class="node gate${gate.blocksInternet ? " blocks" : ""}" ${role} aria-label="${escapeXml(title)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect x="${x - 3}" y="${top}" width="6" height="${bottom - top}" rx="3"/>`,
    textAt("title", x + 8, top + 13, fitting(title, width - x - 8)),
    "</g>\n",
  ].join("")
}

/** What a way reaches; a screen reader is told the whole way here. */
function drawRow(row: PlacedRow, gates: readonly Gate[]): string {
  const label = escapeXml(wayText(row.way, gates))
  return [
    `<g class="node ${kindOf(row.way)}" role="note" aria-label="${label}">`,
    `<title>${label}</title>`,
    drawBox(row, rightSide),
    "</g>\n",
  ].join("")
}

function wayText({ end, peers, service }: Way, gates: readonly Gate[]): string {
  const what = `${peers.join(", ")}: ${service.join(" ")}`
  if (end === "passes") return l10n.t`${what}, allowed`
  return end === "perhaps"
    ? l10n.t`${what}, perhaps allowed`
    : l10n.t`${what}, stopped by ${gates[end.stoppedAt]?.by ?? ""}`
}

function drawBox({ y, height, lines }: PlacedBox, x: number): string {
  const first = y + padding / 2 + 12 + (height - lines.length * lineHeight - padding) / 2
  const texts = lines.map((line, place) => textAt("label", x + padding, first + place * lineHeight, line))
  return `<rect x="${x + 1}" y="${y}" width="${boxWidth - 2}" height="${height}" rx="4"/>${texts.join("")}`
}

function textAt(kind: string, x: number, y: number, text: string): string {
  return `<text class="${kind}" x="${x}" y="${y}">${escapeXml(text)}</text>`
}
