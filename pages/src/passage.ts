import * as l10n from "@vscode/l10n"
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
      : l10n.t`No NSG applies.`
  return element(
    "section",
    {},
    element("h2", {}, isInbound ? l10n.t`Inbound levels` : l10n.t`Outbound levels`),
    path,
    boxTable(
      isInbound ? l10n.t`Inbound traffic that gets through` : l10n.t`Outbound traffic that gets through`,
      known,
    ) ?? element("p", {}, nothingText(isInbound)),
    boxTable(
      isInbound
        ? l10n.t`Inbound traffic that may also get through`
        : l10n.t`Outbound traffic that may also get through`,
      perhaps,
    ),
    complete ? undefined : element("p", {}, l10n.t`More may get through: not everything is known here.`),
  )
}

function nothingText(isInbound: boolean): string {
  return isInbound
    ? l10n.t`No inbound traffic gets through for certain.`
    : l10n.t`No outbound traffic gets through for certain.`
}

function levelItem({ name, group, internet, blocks }: LevelView, isInbound: boolean): HTMLElement {
  const text = isInbound
    ? l10n.t`From the Internet, up to here: ${internet}`
    : l10n.t`To the Internet, up to here: ${internet}`
  return element(
    "li",
    { class: blocks ? "blocks" : undefined },
    element("strong", {}, name),
    group === undefined ? "" : l10n.t`, NSG ${group}`,
    blocks ? element("span", { class: "mark" }, l10n.t`blocks the Internet`) : undefined,
    element("div", {}, text),
  )
}

const columns = [l10n.t`Protocol`, l10n.t`Source`, l10n.t`Source ports`, l10n.t`Destination`, l10n.t`Ports`]

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
    texts.join(", ") + (outside ? l10n.t` except ${outside.join(", ")}` : "")
  return [
    box.protocol.join(", "),
    less(box.source, box.sourceOutside),
    box.sourcePorts.join(", "),
    less(box.destination, box.destinationOutside),
    box.destinationPorts.join(", "),
  ]
}
