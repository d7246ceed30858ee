import * as l10n from "@vscode/l10n"
import type { LevelView, PassageView, RuleBox } from "../../server/src/protocol.ts"
import { partColumns } from "./columns.ts"
import { drawing } from "./drawing.ts"
import { button, element } from "./elements.ts"
import { cell, columnHeader, row, table } from "./table.ts"

/**
 * What gets through in one direction: the levels that it passes, the one that stops the Internet's traffic marked, a picture of the
 * ways, and the same in tables.
 */
export function passage(view: PassageView, { title, showsLevels, exportPicture }: PassageLook): HTMLElement {
  const { direction, levels, gaps, picture } = view
  const isInbound = direction === "Inbound"
  const path =
    levels.length > 0
      ? element("ol", { class: "levels" }, ...levels.map(level => levelItem(level, isInbound)))
      : l10n.t`No NSG applies.`
  return element(
    "section",
    {},
    element("h2", {}, title),
    showsLevels ? path : undefined,
    picture && pictureRegion(l10n.t`${title}, picture`, drawing(picture.svg, picture.places)),
    ...gaps.map(gap => element("p", {}, gap)),
    element("details", {}, element("summary", {}, l10n.t`${title} as tables`), ...tables(view)),
    picture &&
      element(
        "div",
        { class: "actions" },
        button(
          isInbound ? l10n.t`Export inbound picture as SVG…` : l10n.t`Export outbound picture as SVG…`,
          exportPicture,
        ),
      ),
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
  return element(
    "li",
    { class: blocks ? "blocks" : undefined },
    element("strong", {}, name),
    group === undefined ? "" : l10n.t`, NSG ${group}`,
    blocks ? element("span", { class: "mark" }, l10n.t`blocks the Internet`) : undefined,
    internet === undefined ? undefined : element("div", {}, internetText(internet, isInbound)),
  )
}

function internetText(internet: string, isInbound: boolean): string {
  return isInbound
    ? l10n.t`From the Internet, up to here: ${internet}`
    : l10n.t`To the Internet, up to here: ${internet}`
}

function tables({ direction, known, perhaps, levels }: PassageView): readonly (HTMLElement | undefined)[] {
  const texts = direction === "Inbound" ? inbound : outbound
  return [
    boxTable(texts.known(), known) ?? element("p", {}, texts.none()),
    boxTable(texts.perhaps(), perhaps),
    ...levels.map(({ name, stops = [] }) => boxTable(texts.stopped(name), stops)),
  ]
}

const inbound = {
  known: () => l10n.t`Inbound traffic that gets through`,
  none: () => l10n.t`No inbound traffic is certain to get through.`,
  perhaps: () => l10n.t`Inbound traffic that may also get through`,
  stopped: (level: string) => l10n.t`Inbound traffic that gets to ${level} and is stopped there`,
} as const

const outbound = {
  known: () => l10n.t`Outbound traffic that gets through`,
  none: () => l10n.t`No outbound traffic is certain to get through.`,
  perhaps: () => l10n.t`Outbound traffic that may also get through`,
  stopped: (level: string) => l10n.t`Outbound traffic that gets to ${level} and is stopped there`,
} as const

function boxTable(caption: string, boxes: readonly RuleBox[]): HTMLElement | undefined {
  if (boxes.length === 0) return undefined
  const rows = boxes.map(box => {
    const texts = boxTexts(box)
    return row(partColumns.map((column, place) => cell(column, texts[place])))
  })
  return table(
    caption,
    partColumns.map(column => columnHeader(column)),
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
