import { circularDeployments } from "../checks/circular-deployments.ts"
import { claimedInterface } from "../checks/claimed-interface.ts"
import { conflictingDefinitions } from "../checks/conflicting-definitions.ts"
import { endlessTemplateLink } from "../checks/endless-template-link.ts"
import { groupOnExcludedSubnet } from "../checks/group-on-excluded-subnet.ts"
import { oneSidedPeering } from "../checks/one-sided-peering.ts"
import { overlappingPeers } from "../checks/overlapping-peers.ts"
import { subnetOutsideNetwork } from "../checks/subnet-outside-network.ts"
import type { TopologyFault } from "../topology/topology-fault.ts"

/** A contradiction between documents, in the words of the check that reports it. */
export function describeFault(fault: TopologyFault): string {
  switch (fault.kind) {
    case "different-values":
      return conflictingDefinitions.message(fault)
    case "claimed-interface":
    case "shared-interface":
      return claimedInterface.message(fault)
    case "refused-group":
      return groupOnExcludedSubnet.message(fault)
    case "one-sided-peering":
      return oneSidedPeering.message(fault)
    case "overlapping-peers":
      return overlappingPeers.message(fault)
    case "outside-address-space":
      return subnetOutsideNetwork.message(fault)
    case "circular-deployments":
      return circularDeployments.message(fault)
    case "endless-link":
      return endlessTemplateLink.message(fault)
  }
}
