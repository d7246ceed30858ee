import type { LevelView, PassageView, RuleBox } from "../../server/src/protocol.ts"
import { element } from "./elements.ts"
import { cell, columnHeader, row, table } from "./table.ts"

/** The levels that traffic of one direction passes, the one that stops the Internet's marked, and what gets through them all. */
export function passage(view: PassageView): HTMLElement {
  const { direction, levels, known, perhaps, complete } = view
  const isInbound = direction === "Inbound"
  const path =
    levels.length > 0
      ? element("ol", { class: "levels" }, ...levels.map(level => levelItem(level, isInbound)))
      : "No NSG applies."
  return element(
    "section",
    {},
    element("h2", {}, `${direction} levels`),
    path,
    boxTable(`${direction} traffic that gets through`, known) ??
      element("p", {}, `No ${direction.toLowerCase()} traffic gets through for certain.`),
    boxTable(`${direction} traffic that may also get through`, perhaps),
    complete ? undefined : element("p", {}, "More may get through: not everything is known here."),
  )
}

function levelItem({ name, group, internet, blocks }: LevelView, isInbound: boolean): HTMLElement {
  const end = isInbound ? "From the Internet" : "To the Internet"
  return element(
    "li",
    { class: blocks ? "blocks" : undefined },
    element("strong", {}, name),
    group === undefined ? "" : `, NSG ${group}`,
    blocks ? element("span", { class: "mark" }, "blocks the Internet") : undefined,
    element("div", {}, `${end}, up to here: ${internet}`),
  )
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
