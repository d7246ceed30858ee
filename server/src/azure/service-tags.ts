import type { NamedAddresses } from "../values/address.ts"
import { regionsOf } from "./regional-tags.ts"
import { serviceTagPurposes } from "./service-tag-purposes.ts"

/** Keys (`AddressTerm.key`) of the tags that the platform computes for each network: no file lists their addresses. */
export const virtualNetworkKey = "tag:virtualnetwork"
export const internetKey = "tag:internet"
export const loadBalancerKey = "tag:azureloadbalancer"

export const virtualNetworkTag: NamedAddresses = { kind: "tag", key: virtualNetworkKey, name: "VirtualNetwork" }

/** The public addresses of all machines in Azure, whoever rents them. */
export const azureCloudKey = "tag:azurecloud"

/** Whether the tag is AzureCloud or a region of it. */
export function isOfAzureCloud(key: string): boolean {
  return fileTag(key)?.key === azureCloudKey
}

/** Platform traffic that only a rule naming the tag reaches (overview of network security groups, 07/2025). */
export const platformTags = {
  "tag:azureplatformdns": "AzurePlatformDNS",
  "tag:azureplatformimds": "AzurePlatformIMDS",
  "tag:azureplatformlkm": "AzurePlatformLKM",
} as const

const computedKeys: ReadonlySet<string> = new Set([
  virtualNetworkKey,
  internetKey,
  loadBalancerKey,
  ...Object.keys(platformTags),
])

const purposes = new Map(
  Object.entries(serviceTagPurposes).map(([name, purpose]) => [`tag:${name.toLowerCase()}`, { name, purpose }]),
)

/** A tag of Microsoft's files without its region, and the region. */
export interface FileTag {
  readonly key: string
  readonly name: string
  readonly purpose: string
  /** As written, of a regional tag. */
  readonly region?: string
}

/** Looks up a tag whose addresses Microsoft's files list, regional or not; undefined for any other word. */
export function fileTag(key: string): FileTag | undefined {
  const whole = purposes.get(key)
  if (whole) return { key, ...whole }
  const dot = key.lastIndexOf(".")
  const base = purposes.get(key.slice(0, dot))
  const region = key.slice(dot + 1)
  return base && regionsOf(base.name)?.has(region) ? { key: key.slice(0, dot), ...base, region } : undefined
}

/** Whether the platform computes the tag, so that no file can say what it holds. */
export function isComputedTag(key: string): boolean {
  return computedKeys.has(key)
}

/** Whether the word is a tag that we know Azure to have. Others may exist: Microsoft adds tags at any time. */
export function isKnownTag(key: string): boolean {
  return computedKeys.has(key) || fileTag(key) !== undefined
}

/** The names of all tags that we know Azure to have, without regional ones. */
export const tagNames: readonly string[] = [
  ...["VirtualNetwork", "Internet", "AzureLoadBalancer"],
  ...Object.values(platformTags),
  ...Object.keys(serviceTagPurposes),
]
