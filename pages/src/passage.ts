import type { LevelView, PassageView, RuleBox } from "../../server/src/protocol.ts"
import { drawing } from "./drawing.ts"
import { button, element } from "./elements.ts"
import { cell, columnHeader, row, table } from "./table.ts"

/**
 * What gets through in one direction: the levels that it passes, the one that stops the Internet's traffic marked, a picture of the
 * ways, and the same in tables.
 */
export function passage(view: PassageView, { title, showsLevels, exportPicture }: PassageLook): HTMLElement {
  const { direction, levels, complete, picture } = view
  const isInbound = direction === "Inbound"
  const path =
    levels.length > 0
      ? element("ol", { class: "levels" }, ...levels.map(level => levelItem(level, isInbound)))
      : "No NSG applies."
  return element(
    "section",
    {},
    element("h2", {}, title),
    showsLevels ? path : undefined,
    picture && pictureRegion(`${title}, picture`, drawing(picture.svg, picture.places)),
    complete ? undefined : element("p", {}, "More may get through: not everything is known here."),
    element("details", {}, element("summary", {}, `${title} as tables`), ...tables(view)),
    picture &&
      element("div", { class: "actions" }, button(`Export ${direction.toLowerCase()} picture as SVG…`, exportPicture)),
  )
}

interface PassageLook {
  readonly title: string
  /** A group by itself is no level of anything. */
  readonly showsLevels: boolean
  /** Writes the picture to a file. */
  readonly exportPicture: () => void
}

/** What may be wider than the page is scrolled by keyboard, too. */
export function pictureRegion(label: string, drawn: Element): HTMLElement {
  return element("div", { class: "picture", role: "region", "aria-label": label, tabindex: "0" }, drawn)
}

function levelItem({ name, group, internet, blocks }: LevelView, isInbound: boolean): HTMLElement {
  const end = isInbound ? "From the Internet" : "To the Internet"
  return element(
    "li",
    { class: blocks ? "blocks" : undefined },
    element("strong", {}, name),
    group === undefined ? "" : `, NSG ${group}`,
    blocks ? element("span", { class: "mark" }, "blocks the Internet") : undefined,
    internet === undefined ? undefined : element("div", {}, `${end}, up to here: ${internet}`),
  )
}

function tables({ direction, known, perhaps, levels }: PassageView): readonly (HTMLElement | undefined)[] {
  return [
    boxTable(`${direction} traffic that gets through`, known) ??
      element("p", {}, `No ${direction.toLowerCase()} traffic gets through for certain.`),
    boxTable(`${direction} traffic that may also get through`, perhaps),
    ...levels.map(({ name, stops = [] }) =>
      boxTable(`${direction} traffic that gets to ${name} and is stopped there`, stops),
    ),
  ]
}

const columns = ["Protocol", "Source", "Source ports", "Destination", "Ports"]

function boxTable(caption: string, boxes: readonly RuleBox[]): HTMLElement | undefined {
  if (boxes.length === 0) return undefined
  const rows = boxes.map(box => row(boxTexts(box).map((text, place) => cell(columns[place] ?? "", text))))
  return table(
    caption,
    columns.map(name => columnHeader(name)),
    rows,
  )
}

function boxTexts(box: RuleBox): readonly string[] {
  const less = (texts: readonly string[], outside: readonly string[] | undefined) =>
    texts.join(", ") + (outside ? ` except ${outside.join(", ")}` : "")
  return [
    box.protocol.join(", "),
    less(box.source, box.sourceOutside),
    box.sourcePorts.join(", "),
    less(box.destination, box.destinationOutside),
    box.destinationPorts.join(", "),
  ]
}
