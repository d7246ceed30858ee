import * as l10n from "@vscode/l10n"
import type { Packet } from "../engine/flow.ts"
import { formatPacket } from "../flows/packet-text.ts"
import type { GroupRule } from "../judging/group-rule.ts"
import type { PortTerm } from "../values/port.ts"
import { isUnknown } from "../values/unknown.ts"
import { inlineCode } from "./markdown.ts"

/**
 * A packet that shows that a rule lives. Its addresses say which unknown sets they are supposed to be in; of ports and a protocol
 * that are not known it is said here that the example was only chosen to fit.
 */
export function witnessText(rule: GroupRule, witness: Packet): string {
  const packet = inlineCode(formatPacket(witness))
  return isSupposed(rule, witness) ? l10n.t`${packet} (depends on values that are not known here)` : packet
}

function isSupposed({ protocol, sourcePorts, destinationPorts }: GroupRule, witness: Packet): boolean {
  return (
    isUnknown(protocol) ||
    isPortSupposed(sourcePorts, witness.sourcePort) ||
    isPortSupposed(destinationPorts, witness.destinationPort)
  )
}

/** Of traffic without ports only a rule with all ports is sure to take it. */
function isPortSupposed(terms: readonly PortTerm[], port: number | null): boolean {
  if (!terms.some(term => "unknown" in term)) return false
  const [least, most] = port === null ? [0, 65_535] : [port, port]
  return !terms.some(term => "first" in term && term.first <= least && most <= term.last)
}
