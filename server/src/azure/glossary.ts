import * as l10n from "@vscode/l10n"
import { defaultRules } from "./default-rules.ts"
import { fileTag, loadBalancerKey, virtualNetworkKey } from "./service-tags.ts"
import { kmsAddresses, metadataAddress, platformAddress } from "./special-addresses.ts"

/** One sentence on a service tag, or undefined for a word that is none we know. */
export function describeTag(name: string): string | undefined {
  const key = `tag:${name.toLowerCase()}`
  const computed = computedTags[key]
  if (computed) return l10n.t(computed)
  const tag = fileTag(key)
  if (!tag) return undefined
  const purpose = l10n.t(tag.purpose)
  return tag.region === undefined ? `${purpose}.` : l10n.t`${purpose}, region ${name.slice(tag.name.length + 1)} only.`
}

/** One sentence on an address with a meaning of its own in Azure. */
export function describeAddress(address: string): string | undefined {
  const bare = address.replace(/\/32$/, "")
  if (bare === platformAddress) {
    return l10n.t`Azure's platform address, the same everywhere: health probes come from it; DNS, DHCP and VM agent traffic go to it, and ordinary rules do not block that.`
  }
  if (bare === metadataAddress) {
    return l10n.t`The Instance Metadata Service: only an outbound Deny for AzurePlatformIMDS blocks it.`
  }
  return kmsAddresses.includes(bare)
    ? l10n.t`A Windows activation (KMS) server of Azure: on port 1688 only an outbound Deny for AzurePlatformLKM blocks it.`
    : undefined
}

/** One sentence on a default rule, by its name without case (documents write AllowVNetInBound, too). */
export function describeDefaultRule(name: string): string | undefined {
  const rule = defaultRules.find(rule => rule.name.toLowerCase() === name.toLowerCase())
  const effect = rule && defaultRuleEffects[rule.name]
  return effect && l10n.t`Default rule of every NSG (${Number(rule.priority)}): ${l10n.t(effect)}.`
}

export const computedTags: Readonly<Record<string, string>> = {
  [virtualNetworkKey]:
    "The virtual network's own addresses, peered and connected on-premises networks, 168.63.129.16, and prefixes of user-defined routes. Azure computes it for each subnet.",
  "tag:internet":
    "Public addresses outside the virtual network, Azure's own included; private ranges are not part of it.",
  [loadBalancerKey]:
    "Azure's health probes, which come from 168.63.129.16. Client traffic through a load balancer keeps the client's own address and does not match.",
  "tag:azureplatformdns":
    "Azure-provided DNS (168.63.129.16, port 53). Ordinary rules do not affect it; only a Deny for this tag blocks it.",
  "tag:azureplatformimds":
    "The Instance Metadata Service (169.254.169.254, port 80). Ordinary rules do not affect it; only a Deny for this tag blocks it.",
  "tag:azureplatformlkm":
    "Windows activation (KMS, port 1688). Ordinary rules do not affect it; only a Deny for this tag blocks it.",
}

export const defaultRuleEffects: Readonly<Record<string, string>> = {
  AllowVnetInBound: "allows all traffic from the virtual network and the networks connected to it",
  AllowAzureLoadBalancerInBound: "allows load balancer health probes",
  DenyAllInBound: "denies all inbound traffic that no earlier rule matches",
  AllowVnetOutBound: "allows all traffic to the virtual network and the networks connected to it",
  AllowInternetOutBound: "allows all traffic to the Internet",
  DenyAllOutBound: "denies all outbound traffic that no earlier rule matches",
}
