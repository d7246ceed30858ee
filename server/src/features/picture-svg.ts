import type { Location } from "vscode-languageserver-types"
import type { Picture } from "./picture.ts"
import { layOut, metrics, type PictureLayout, type PlacedNode } from "./picture-layout.ts"
import { escapeXml } from "./svg-text.ts"
import type { DocumentPlace } from "./topology-json.ts"

/** A drawn picture. `data-place` of what leads to a document is an index of `places`. */
export interface DrawnPicture {
  readonly svg: string
  readonly places: readonly DocumentPlace[]
}

/** The same for a client. */
export interface DrawnView {
  /** Without colours: classes are kinds. `data-place` of an element is an index of `places`. */
  readonly svg: string
  readonly places: readonly Location[]
}

export function locatedPicture({ svg, places }: DrawnPicture, locate: (place: DocumentPlace) => Location): DrawnView {
  return { svg, places: places.map(locate) }
}

/**
 * The picture as SVG for an HTML page, without colours: classes are the kinds of nodes. What leads to a document is a
 * button; frames are groups, so that a screen reader tells what is in them.
 */
export function drawPicture(picture: Picture): DrawnPicture {
  const layout = layOut(picture)
  const places: DocumentPlace[] = []
  const { width, height } = layout
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`
  const nodes = layout.nodes.map(node => drawNode(node, places))
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="group" aria-label="${escapeXml(picture.label)}">`,
    ...layout.links.map(drawLink),
    ...nodes,
    "</svg>",
  ].join("\n")
  return { svg, places }
}

/** From middle to middle: frames are drawn over it. */
function drawLink({ from, to, link: { holds } }: PictureLayout["links"][number]): string {
  const [start, end] = [middleOf(from), middleOf(to)]
  const kind = holds ? "link" : "link broken"
  return `<path class="${kind}" aria-hidden="true" d="M${start.x} ${start.y}L${end.x} ${end.y}"/>`
}

function middleOf({ x, y, width, height }: PlacedNode): { readonly x: number; readonly y: number } {
  return { x: x + width / 2, y: y + height / 2 }
}

function drawNode(placed: PlacedNode, places: DocumentPlace[]): string {
  const { node, children } = placed
  const own = drawOwn(placed, places)
  if (children.length === 0) return own
  const inner = children.map(child => drawNode(child, places))
  return [`<g role="group" aria-label="${escapeXml(node.title)}">`, own, ...inner, "</g>"].join("\n")
}

function drawOwn({ node, x, y, width, height }: PlacedNode, places: DocumentPlace[]): string {
  const { kind, title, lines, label, place } = node
  const { padding, titleHeight, lineHeight } = metrics
  const left = x + padding
  const first = y + padding + titleHeight - 6
  const role = place ? `role="button" tabindex="0" data-place="${places.push(place) - 1}"` : 'role="note"'
  return [
    `<g class="node ${kind}" ${role} aria-label="${escapeXml(label)}">`,
    `<title>${escapeXml(label)}</title>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4"/>`,
    `<text class="title" x="${left}" y="${first}">${escapeXml(shortened(title))}</text>`,
    ...lines.map(
      ({ text, tone = "plain" }, line) =>
        `<text class="${tone}" x="${left}" y="${first + (line + 1) * lineHeight}">${escapeXml(shortened(text))}</text>`,
    ),
    "</g>",
    // Blanks keep the words of its lines apart for what compares them with the label.
  ].join(" ")
}

function shortened(text: string): string {
  return text.length > metrics.mostLetters ? `${text.slice(0, metrics.mostLetters - 1)}…` : text
}
