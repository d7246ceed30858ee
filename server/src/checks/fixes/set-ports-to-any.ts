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
  const names = { sourcePorts: "source ports", destinationPorts: "destination ports" } as const
  const what = open.length === 1 && open[0] ? names[open[0]] : "ports"
  return {
    title: `Set the ${what} to *`,
    changes: open.map(side => ({ kind: "side", rule, side, values: ["*"] }) as const),
    isPreferred: true,
  }
}

function isEvery(term: PortTerm): boolean {
  return "first" in term && term.first === 0 && term.last === 65535
}
