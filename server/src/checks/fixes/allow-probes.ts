import * as l10n from "@vscode/l10n"
import type { LocatedGroup, LocatedRule } from "../../readers/reader.ts"
import type { Fix } from "../fix.ts"
import { loadBalancerWord } from "../tag-words.ts"
import { nameOrLike } from "./free-name.ts"
import { othersText, placeBelow, placementChanges } from "./placed-priority.ts"

/** An Allow for all that load balancers and the platform send, before the rule that stops it. */
export function allowProbesFix(stopper: LocatedRule, group: LocatedGroup): readonly Fix[] {
  const placement = placeBelow(group, "Inbound", Number(stopper.priority))
  if (!placement) return []
  const tag = loadBalancerWord(group)
  const values = {
    name: nameOrLike(group, "allow-azure-load-balancer"),
    priority: placement.priority,
    direction: "Inbound",
    access: "Allow",
    protocol: "*",
    sourceAddressPrefix: tag,
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: "*",
  }
  const moved = placementChanges(stopper, placement).slice(1)
  const title = l10n.t`Allow ${tag} at ${placement.priority}${othersText(placement)}`
  return [{ title, changes: [...moved, { kind: "insert", rule: stopper, values }], isPreferred: true }]
}
