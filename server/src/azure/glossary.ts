import { defaultRules } from "./default-rules.ts"
import { fileTag, loadBalancerKey, virtualNetworkKey } from "./service-tags.ts"
import { kmsAddresses, metadataAddress, platformAddress } from "./special-addresses.ts"

/** One sentence on a service tag, or undefined for a word that is none we know. */
export function describeTag(name: string): string | undefined {
  const key = `tag:${name.toLowerCase()}`
  const computed = computedTags[key]
  if (computed) return computed
  const tag = fileTag(key)
  if (!tag) return undefined
  return tag.region === undefined
    ? `${tag.purpose}.`
    : `${tag.purpose}, region ${name.slice(tag.name.length + 1)} only.`
}

/** One sentence on an address with a meaning of its own in Azure. */
export function describeAddress(address: string): string | undefined {
  const bare = address.replace(/\/32$/, "")
  if (bare === platformAddress) {
    return "The host's own address in every region: source of health probes, and Azure's DNS, DHCP and agent traffic, which ordinary rules do not stop."
  }
  if (bare === metadataAddress) {
    return "The Instance Metadata Service: only an outbound Deny naming AzurePlatformIMDS stops it."
  }
  return kmsAddresses.includes(bare)
    ? "A Windows activation (KMS) server of Azure: only an outbound Deny naming AzurePlatformLKM stops it on port 1688."
    : undefined
}

/** One sentence on a default rule, by its name without case (documents write AllowVNetInBound, too). */
export function describeDefaultRule(name: string): string | undefined {
  const rule = defaultRules.find(rule => rule.name.toLowerCase() === name.toLowerCase())
  return rule && `Default rule of every group, priority ${rule.priority}: ${defaultRuleEffects[rule.name]}.`
}

const computedTags: Readonly<Record<string, string>> = {
  [virtualNetworkKey]:
    "The virtual network's address space, connected on-premises networks and peered networks, the host address 168.63.129.16, and prefixes of user-defined routes; computed for each subnet.",
  "tag:internet":
    "Addresses outside of the virtual network that are reachable over the public Internet, Azure's own public addresses included; private ranges are not among them.",
  [loadBalancerKey]:
    "Azure's health probes, from 168.63.129.16; not the traffic of clients through a load balancer, whose source is the client's own address.",
  "tag:azureplatformdns":
    "The platform's DNS resolver (168.63.129.16, port 53), which ordinary rules do not reach; useful only to deny it.",
  "tag:azureplatformimds":
    "The Instance Metadata Service (169.254.169.254, port 80), which ordinary rules do not reach; useful only to deny it.",
  "tag:azureplatformlkm":
    "Windows licensing and key management (KMS, port 1688), which ordinary rules do not reach; useful only to deny it.",
}

const defaultRuleEffects: Readonly<Record<string, string>> = {
  AllowVnetInBound: "lets everything in that comes from the virtual network and what is connected to it",
  AllowAzureLoadBalancerInBound: "lets health probes in",
  DenyAllInBound: "denies whatever no earlier inbound rule matched",
  AllowVnetOutBound: "lets everything out to the virtual network and what is connected to it",
  AllowInternetOutBound: "lets everything out to the Internet",
  DenyAllOutBound: "denies whatever no earlier outbound rule matched",
}
