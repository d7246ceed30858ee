import * as l10n from "@vscode/l10n"
import type { TraceView, TriedRuleView } from "../../server/src/protocol.ts"
import { element, spoken } from "./elements.ts"
import { placeLink } from "./host.ts"
import { cell, columnHeader, row, rowHeader, table } from "./table.ts"

const partNames = [l10n.t`Protocol`, l10n.t`Source`, l10n.t`Source ports`, l10n.t`Destination`, l10n.t`Ports`]
const signs = {
  yes: ["✓", l10n.t`matches: `],
  no: ["✗", l10n.t`does not match: `],
  open: ["?", l10n.t`matches part of it, or not known: `],
} as const

/** Every rule that was tried, and which of its parts match. */
export function triedTable({ title, tried }: TraceView): HTMLElement {
  const head = [l10n.t`Priority`, l10n.t`Rule`, l10n.t`Access`, ...partNames].map(name => columnHeader(name))
  return element(
    "div",
    {},
    table(l10n.t`Rules of ${title} that were tried, in evaluation order`, head, tried.map(triedRow)),
    element("p", { class: "note" }, l10n.t`✓ matches, ✗ does not, ? matches part of the flow, or not known.`),
  )
}

function triedRow({ priority, name, access, parts, role, decides, location }: TriedRuleView): HTMLTableRowElement {
  const cells = [
    cell(l10n.t`Priority`, priority),
    rowHeader(l10n.t`Rule`, placeLink(name, location), role ? element("div", { class: "remark" }, role) : undefined),
    cell(l10n.t`Access`, access),
    ...parts.map(({ text, match }, place) => {
      const [sign, words] = signs[match]
      const mark = element("span", { class: `match ${match}`, "aria-hidden": "true" }, sign)
      return cell(partNames[place] ?? "", mark, spoken(words), text)
    }),
  ]
  return row(cells, decides ? "deciding" : undefined)
}
