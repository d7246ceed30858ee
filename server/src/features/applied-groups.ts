import * as l10n from "@vscode/l10n"
import type { NetworkInterface, PlacedGroup, Reference, Subnet } from "../topology/topology.ts"
import type { NetworkThing } from "./network-things.ts"
import { groupLabel } from "./topology-labels.ts"

/** The groups of both levels of a network interface, or that of a subnet, in one line: `web-nsg (subnet) · nic-nsg (NIC)`. */
export function summariseGroups(thing: NetworkThing): string {
  if (thing.kind === "subnet") return levelText(thing.subnet.group, l10n.t`subnet`) ?? l10n.t`no NSG`
  const levels = [
    levelText(subnetOf(thing.networkInterface)?.group, l10n.t`subnet`),
    levelText(thing.networkInterface.group, "NIC"),
  ].filter(text => text !== undefined)
  return levels.length === 0 ? l10n.t`no NSG` : levels.join(" · ")
}

function levelText(group: Reference<PlacedGroup> | undefined, level: string): string | undefined {
  const label = group && groupLabel(group)
  return label && `${label} (${level}${group.kind === "unresolved" ? l10n.t`, not known here` : ""})`
}

/** Where its primary IP configuration is; undefined where no document here defines that. */
function subnetOf({ configurations }: NetworkInterface): Subnet | undefined {
  const primary = configurations.find(({ isPrimary }) => isPrimary) ?? configurations[0]
  return primary?.subnet.kind === "resolved" ? primary.subnet.target : undefined
}
