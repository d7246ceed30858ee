import * as l10n from "@vscode/l10n"
import { interfaceProver, subnetProver } from "../judging/claim-place.ts"
import { claimProver, type ProveClaim } from "../judging/claim-prover.ts"
import { findEndpoint } from "../topology/find-endpoint.ts"
import type { NamedAddresses } from "../values/address.ts"
import { type ClaimWorld, type ContextualGroup, groupCalled, type Unresolved, type WorldGroup } from "./claim-world.ts"
import { explainEnd } from "./explain-end.ts"
import { securityGroupsOf } from "./flow-ends.ts"
import type { UseLine } from "./flow-file.ts"

/** What claims are about until the next `use`. */
export interface ClaimSubject {
  readonly prove: ProveClaim
  /** The groups whose rules name tags and application security groups as a claim may. */
  readonly groups: readonly ContextualGroup[]
  readonly type: UseLine["type"]
  /** The application security groups that their rules name. */
  readonly securityGroups: readonly NamedAddresses[]
}

export function subjectOf(
  world: ClaimWorld,
  use: Pick<UseLine, "type" | "name"> | undefined,
): ClaimSubject | Unresolved {
  if (!use || use.type === "nsg") {
    const found = groupCalled(world, use?.name.text)
    return "problem" in found ? found : groupSubject(found)
  }
  const network = world.network()
  const end = findEndpoint(network.index, { kind: "named", type: use.type, name: use.name.text })
  if ("candidates" in end) return { problem: explainEnd(end) }
  const groups = world.groups.map(({ ruled }) => ruled)
  if (end.kind === "subnet")
    return {
      prove: subnetProver(network, end.subnet),
      groups,
      securityGroups: groups.flatMap(securityGroupsOf),
      type: "subnet",
    }
  const networkInterface = end.kind === "networkInterface" ? end.members[0]?.networkInterface : undefined
  if (!networkInterface) return { problem: l10n.t`"${use.name.text}" has no IP configuration in these files.` }
  return {
    prove: interfaceProver(network, networkInterface),
    groups,
    securityGroups: groups.flatMap(securityGroupsOf),
    type: "nic",
  }
}

function groupSubject({ ruled }: WorldGroup): ClaimSubject {
  const prove = claimProver({ context: ruled.context, groups: [ruled] })
  return { prove, groups: [ruled], securityGroups: securityGroupsOf(ruled), type: "nsg" }
}
