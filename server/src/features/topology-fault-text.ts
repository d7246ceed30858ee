import type { CircularDeployments, TopologyFault } from "../topology/topology-fault.ts"

/** A contradiction between documents as a sentence: what it is, and what follows from it. */
export function describeFault(fault: TopologyFault): string {
  switch (fault.kind) {
    case "different-values":
      return `${fault.resource} is written twice, each time with a different ${propertyWords[fault.property]}. Which one applies is not known.`
    case "claimed-interface":
      return `The subnet ${fault.subnet} lists the network interface ${fault.networkInterface}, but that NIC's own IP configuration is in ${fault.own}. The NIC's own subnet is used.`
    case "shared-interface":
      return `The subnets ${fault.subnets.join(" and ")} both list the network interface ${fault.networkInterface}, which can be in one of them only.`
    case "refused-group":
      return `The subnet ${fault.network}/${fault.subnet} takes no network security group, but has one here.`
    case "one-sided-peering":
      return `${fault.network} has a peering with ${fault.remote}, but ${fault.remote} has no connected peering back. Traffic passes only when both networks have one.`
    case "overlapping-peers":
      return `${fault.network} (${fault.prefixes[0].key}) and ${fault.remote} (${fault.prefixes[1].key}) overlap. Azure refuses a peering between networks whose address spaces overlap.`
    case "outside-address-space":
      return `The prefix ${fault.prefix.key} of the subnet ${fault.subnet} is outside the prefixes of its network ${fault.network}, which Azure refuses.`
    case "circular-deployments":
      return circularText(fault)
    case "endless-link":
      return `The linked template ${fault.template} leads back to itself. What it deploys ${fault.isBound ? "at this depth " : ""}is not read.`
  }
}

const propertyWords = {
  addressSpace: "address space",
  prefixes: "address prefix",
  group: "network security group",
  routeTable: "route table",
  subnet: "subnet",
  publicAddress: "public IP address",
  address: "private IP address",
} as const

function circularText({ deployments: [first, ...others] }: CircularDeployments): string {
  if (others.length === 0) return `The deployment ${first} waits for itself, which Azure refuses.`
  return `The deployment ${first} waits for ${others.join(", that for ")}, and that for ${first} again, which Azure refuses.`
}
