import type { Picture, PictureLink, PictureNode } from "./picture.ts"
import { letterWidth } from "./svg-text.ts"

/** Where a node is drawn, in pixels from the picture's upper left corner. */
export interface PlacedNode {
  readonly node: PictureNode
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly children: readonly PlacedNode[]
}

export interface PictureLayout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PlacedNode[]
  readonly links: readonly { readonly from: PlacedNode; readonly to: PlacedNode; readonly link: PictureLink }[]
}

export const metrics = { padding: 12, titleHeight: 18, lineHeight: 16, mostLetters: 44 } as const

/** Rows are filled from the left as far as they may reach: those of the page, of a network, of a subnet. */
const rowWidths = { page: 1080, network: 1000, other: 640 } as const
const gaps = { page: 40, inner: 12 } as const
/** A section has room of its own above it. */
const sectionGap = 12
/** So wide is a letter of a title, which is bold. */
const boldWidth = 7.4
const leastWidth = 110

export function layOut({ nodes, links }: Picture): PictureLayout {
  const { placed, width, height } = rowsOf(nodes.map(sizeOf), rowWidths.page, gaps.page)
  const margin = gaps.inner
  const shown = placed.map(one => moved(one, margin, margin))
  const byNode = new Map(shown.map(one => [one.node, one]))
  return {
    width: width + 2 * margin,
    height: height + 2 * margin,
    nodes: shown,
    links: links.flatMap(link => {
      const [from, to] = [byNode.get(link.from), byNode.get(link.to)]
      return from && to ? [{ from, to, link }] : []
    }),
  }
}

/** A node at the corner, with what is in it. */
function sizeOf(node: PictureNode): PlacedNode {
  const { padding, titleHeight, lineHeight } = metrics
  const head = 2 * padding + titleHeight + node.lines.length * lineHeight - 4
  const texts = [lettersOf(node.title) * boldWidth, ...node.lines.map(({ text }) => lettersOf(text) * letterWidth)]
  const ownWidth = Math.ceil(Math.max(leastWidth, ...texts.map(width => width + 2 * padding)))
  if (node.children.length === 0) return { node, x: 0, y: 0, width: ownWidth, height: head, children: [] }
  const limit = node.kind === "network" || node.kind === "section" ? rowWidths.network : rowWidths.other
  const { placed, width, height } = rowsOf(alike(node.children.map(sizeOf)), limit, gaps.inner)
  return {
    node,
    x: 0,
    y: 0,
    width: Math.max(ownWidth, width + 2 * padding),
    height: head + height + padding - 4,
    children: placed.map(one => moved(one, padding, head - 4)),
  }
}

function lettersOf(text: string): number {
  return Math.min(text.length, metrics.mostLetters)
}

/** Boxes with nothing in them stand in columns: they are as wide as the widest of them. */
function alike(nodes: readonly PlacedNode[]): readonly PlacedNode[] {
  if (nodes.some(({ children }) => children.length > 0)) return nodes
  const width = Math.max(...nodes.map(one => one.width))
  return nodes.map(one => ({ ...one, width }))
}

/** Nodes side by side, in as many rows as it takes; in a row all are as high as the highest. A section has its own. */
function rowsOf(
  nodes: readonly PlacedNode[],
  limit: number,
  gap: number,
): { readonly placed: readonly PlacedNode[]; readonly width: number; readonly height: number } {
  const rows: PlacedNode[][] = []
  let reach = Number.POSITIVE_INFINITY
  for (const node of nodes) {
    const row = rows.at(-1)
    const isSection = node.node.kind === "section"
    if (!row || isSection || reach + gap + node.width > limit) {
      rows.push([node])
      reach = isSection ? limit : node.width
    } else {
      row.push(node)
      reach += gap + node.width
    }
  }
  let bottom = 0
  const placed = rows.flatMap((row, place) => {
    const above = row[0]?.node.kind === "section" ? sectionGap : gap
    const y = place === 0 ? 0 : bottom + above
    const height = Math.max(...row.map(one => one.height))
    bottom = y + height
    let x = 0
    return row.map(one => {
      const at = moved({ ...one, height }, x, y)
      x += one.width + gap
      return at
    })
  })
  return { placed, width: Math.max(0, ...placed.map(({ x, width }) => x + width)), height: bottom }
}

function moved(placed: PlacedNode, x: number, y: number): PlacedNode {
  return { ...placed, x: placed.x + x, y: placed.y + y, children: placed.children.map(child => moved(child, x, y)) }
}
