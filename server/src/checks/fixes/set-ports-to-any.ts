import * as l10n from "@vscode/l10n"
import type { LocatedRule } from "../../readers/reader.ts"
import type { PortTerm } from "../../values/port.ts"
import type { Fix } from "../fix.ts"

type PortSide = "sourcePorts" | "destinationPorts"

/** Both ports are `*`, or only one side's: what is all ports already stays as it is written. */
export function setPortsToAny(
  rule: LocatedRule,
  sides: readonly PortSide[] = ["sourcePorts", "destinationPorts"],
): Fix {
  const open = sides.filter(side => !rule[side].some(isEvery))
  return {
    title: titleFor(open),
    changes: open.map(side => ({ kind: "side", rule, side, values: ["*"] }) as const),
    isPreferred: true,
  }
}

function titleFor([only, another]: readonly PortSide[]): string {
  if (only === undefined || another !== undefined) return l10n.t`Set the ports to *`
  return only === "sourcePorts" ? l10n.t`Set the source ports to *` : l10n.t`Set the destination ports to *`
}

function isEvery(term: PortTerm): boolean {
  return "first" in term && term.first === 0 && term.last === 65535
}
