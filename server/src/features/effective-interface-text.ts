import * as l10n from "@vscode/l10n"
import type { EffectiveInterface } from "../judging/effective-interface.ts"
import { type Associated, effectiveOfInterface } from "./effective-interface.ts"
import { ruleCount } from "./group-summary.ts"
import { appliedName } from "./level-name.ts"
import type { RuleBox } from "./rule-box.ts"
import { shortList } from "./rule-cells.ts"
import { alignColumns } from "./text-table.ts"

/** The same for people: the groups by name, and what gets through all of them. */
export function effectiveOfInterfaceText(effective: EffectiveInterface): string {
  const { value, aggregate } = effectiveOfInterface(effective)
  const groups = value.map(({ networkSecurityGroup, association, effectiveSecurityRules, unresolved }) => {
    const [[kind, where]] = Object.entries(association) as [[keyof typeof placeTexts, Associated]]
    const rules =
      unresolved === undefined ? ruleCount(effectiveSecurityRules.length) : l10n.t`which ${l10n.t(unresolved)}`
    return `${networkSecurityGroup.name} (${placeTexts[kind](where.name)}, ${rules})`
  })
  const rows = (some: readonly RuleBox[]) => alignColumns([boxHeading(), ...some.map(boxRow)]).map(line => `  ${line}`)
  const boxes = (title: string, some: readonly RuleBox[]) => [
    "",
    title,
    ...(some.length === 0 ? [`  ${l10n.t`nothing for certain`}`] : rows(some)),
  ]
  const perhaps = (title: string, some: readonly RuleBox[] = []) =>
    some.length === 0 ? [] : ["", title, ...rows(some)]
  return [
    appliedName(effective),
    ...groups.map(text => `  ${text}`),
    ...(groups.length === 0 ? [`  ${l10n.t`no NSG applies`}`] : []),
    ...boxes(l10n.t`Inbound traffic that gets through`, aggregate.inbound),
    ...perhaps(l10n.t`Inbound traffic that may also get through`, aggregate.uncertain?.inbound),
    ...boxes(l10n.t`Outbound traffic that gets through`, aggregate.outbound),
    ...perhaps(l10n.t`Outbound traffic that may also get through`, aggregate.uncertain?.outbound),
    ...(aggregate.gaps ? ["", ...aggregate.gaps] : []),
    "",
  ].join("\n")
}

const placeTexts = {
  subnet: (name: string) => l10n.t`subnet ${name}`,
  networkInterface: (name: string) => l10n.t`NIC ${name}`,
  networkManager: (name: string) => l10n.t`network manager ${name}`,
} as const

const boxHeading = () => [l10n.t`Protocol`, l10n.t`Source`, l10n.t`Ports`, l10n.t`Destination`, l10n.t`Ports`]

function boxRow({ protocol, source, sourcePorts, destination, destinationPorts, ...outside }: RuleBox): string[] {
  const less = (texts: readonly string[], others: readonly string[] | undefined) =>
    `${shortList(texts, 4)}${others ? l10n.t` except ${shortList(others, 3)}` : ""}`
  return [
    protocol.join(", "),
    less(source, outside.sourceOutside),
    shortList(sourcePorts, 4),
    less(destination, outside.destinationOutside),
    shortList(destinationPorts, 4),
  ]
}
