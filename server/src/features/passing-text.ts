import * as l10n from "@vscode/l10n"
import { internetKey } from "../azure/service-tags.ts"
import type { Direction } from "../engine/security-rule.ts"
import type { AddressTerm } from "../values/address.ts"
import type { ToldTraffic } from "./effective-interface.ts"
import type { RuleBox } from "./rule-box.ts"
import { shortList } from "./rule-cells.ts"

/** The other end of the traffic that is told shortly. */
export const internet: AddressTerm = { kind: "tag", key: internetKey, name: "Internet" }

const mostBoxes = 5

/** What gets through between the Internet and here, for certain and possibly: `Tcp 80, 443. Perhaps also: Udp 53.` */
export function describePassing({ known, perhaps, gaps }: ToldTraffic, direction: Direction): string {
  const sure =
    known.length > 0
      ? listBoxes(known, direction)
      : perhaps.length === 0 && gaps.length === 0
        ? l10n.t`nothing`
        : l10n.t`nothing for certain`
  const open =
    perhaps.length > 0
      ? l10n.t` Perhaps also: ${listBoxes(perhaps, direction)}.`
      : gaps.length === 0
        ? ""
        : l10n.t` Perhaps more.`
  return `${sure}.${open}`
}

function listBoxes(boxes: readonly RuleBox[], direction: Direction): string {
  const texts = [...new Set(boxes.map(box => boxText(box, direction)))]
  const more = texts.length - mostBoxes
  return [...texts.slice(0, mostBoxes), ...(more > 0 ? [l10n.t`${more} more`] : [])].join("; ")
}

/** `Tcp 80, 443`, with where it comes from or goes to unless that is all of the Internet. */
function boxText(box: RuleBox, direction: Direction): string {
  const { protocol, destinationPorts, sourcePorts } = box
  const ports = destinationPorts.includes("*") ? [] : destinationPorts
  const what = protocol.includes("*")
    ? ports.length === 0
      ? l10n.t`everything`
      : l10n.t`any protocol`
    : protocol.join("/")
  const isInbound = direction === "Inbound"
  const [other, outside] = isInbound ? [box.source, box.sourceOutside] : [box.destination, box.destinationOutside]
  const isAnywhere = other.some(text => text === "*" || text === "Internet")
  const end = isAnywhere ? "" : isInbound ? l10n.t` from ${shortList(other, 3)}` : l10n.t` to ${shortList(other, 3)}`
  const except = outside ? l10n.t` except ${shortList(outside, 3)}` : ""
  const sourcePort = sourcePorts.includes("*") ? "" : l10n.t` with source port ${shortList(sourcePorts, 3)}`
  return [what, ...(ports.length > 0 ? [ports.join(", ")] : [])].join(" ") + end + except + sourcePort
}
