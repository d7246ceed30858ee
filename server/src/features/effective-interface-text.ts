import { plural } from "../checks/wording.ts"
import type { EffectiveInterface } from "../judging/effective-interface.ts"
import { type Associated, effectiveOfInterface } from "./effective-interface.ts"
import { appliedName } from "./level-name.ts"
import type { RuleBox } from "./rule-box.ts"
import { shortList } from "./rule-cells.ts"
import { alignColumns } from "./text-table.ts"

/** The same for people: the groups by name, and what gets through all of them. */
export function effectiveOfInterfaceText(effective: EffectiveInterface): string {
  const { value, aggregate } = effectiveOfInterface(effective)
  const groups = value.map(({ networkSecurityGroup, association, effectiveSecurityRules, unresolved }) => {
    const [[kind, where]] = Object.entries(association) as [[string, Associated]]
    const word = kind === "subnet" ? "subnet" : kind === "networkInterface" ? "NIC" : "network manager"
    const rules = unresolved === undefined ? plural(effectiveSecurityRules.length, "rule") : `which ${unresolved}`
    return `${networkSecurityGroup.name} (${word} ${where.name}, ${rules})`
  })
  const rows = (some: readonly RuleBox[]) => alignColumns([boxHeading, ...some.map(boxRow)]).map(line => `  ${line}`)
  const boxes = (title: string, some: readonly RuleBox[], perhaps: readonly RuleBox[] = []) => [
    "",
    `${title} traffic that gets through`,
    ...(some.length === 0 ? ["  nothing for certain"] : rows(some)),
    ...(perhaps.length === 0 ? [] : ["", `${title} traffic that may also get through`, ...rows(perhaps)]),
  ]
  return [
    appliedName(effective),
    ...groups.map(text => `  ${text}`),
    ...(groups.length === 0 ? ["  no NSG applies"] : []),
    ...boxes("Inbound", aggregate.inbound, aggregate.uncertain?.inbound),
    ...boxes("Outbound", aggregate.outbound, aggregate.uncertain?.outbound),
    ...(aggregate.gaps ? ["", ...aggregate.gaps] : []),
    "",
  ].join("\n")
}

const boxHeading = ["Protocol", "Source", "Ports", "Destination", "Ports"]

function boxRow({ protocol, source, sourcePorts, destination, destinationPorts, ...outside }: RuleBox): string[] {
  const less = (texts: readonly string[], others: readonly string[] | undefined) =>
    `${shortList(texts, 4)}${others ? ` except ${shortList(others, 3)}` : ""}`
  return [
    protocol.join(", "),
    less(source, outside.sourceOutside),
    shortList(sourcePorts, 4),
    less(destination, outside.destinationOutside),
    shortList(destinationPorts, 4),
  ]
}
