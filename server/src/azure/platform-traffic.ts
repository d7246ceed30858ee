import type { Flow } from "../engine/flow.ts"
import { kmsAddresses, metadataAddress, platformAddress } from "./special-addresses.ts"

/** Traffic between a machine and its host that the ordinary rules of a group do not judge. */
export interface PlatformTraffic {
  /** The tag by which a rule can nevertheless deny it; null where there is none. */
  readonly tag: "AzurePlatformDNS" | "AzurePlatformIMDS" | "AzurePlatformLKM" | null
  /** What it is, as the subject of a sentence. */
  readonly name: string
  /** When it may be judged by ordinary rules after all. */
  readonly caveat?: string
}

/**
 * Tells whether an outbound flow is platform traffic: "not subject to the configured network security groups unless
 * targeted by service tags" (overview, 07/2025; "What is IP address 168.63.129.16?", 03/2023).
 */
export function platformTraffic({
  direction,
  protocol,
  destination,
  destinationPort,
}: Flow): PlatformTraffic | undefined {
  if (direction !== "Outbound" || destination.kind !== "prefix" || (protocol !== "Tcp" && protocol !== "Udp"))
    return undefined
  const address = destination.key.replace(/\/32$/, "")
  const port = `${protocol} ${destinationPort}`
  if (address === platformAddress) return hostTraffic[port]
  if (address === metadataAddress && port === "Tcp 80") return metadataTraffic
  return kmsAddresses.includes(address) && port === "Tcp 1688" ? kmsTraffic : undefined
}

const dns: PlatformTraffic = { tag: "AzurePlatformDNS", name: "DNS of the Azure platform" }
const agent: PlatformTraffic = { tag: null, name: "The VM agent's traffic with its host" }

const hostTraffic: Readonly<Record<string, PlatformTraffic>> = {
  "Tcp 53": dns,
  "Udp 53": dns,
  "Tcp 80": agent,
  "Tcp 32526": agent,
  "Udp 67": { tag: null, name: "DHCP of the Azure platform" },
}

const metadataTraffic: PlatformTraffic = { tag: "AzurePlatformIMDS", name: "The Instance Metadata Service" }

const kmsTraffic: PlatformTraffic = {
  tag: "AzurePlatformLKM",
  name: "Windows activation (KMS)",
  caveat: "with a default route of its own (0.0.0.0/0) the virtual network judges it by ordinary rules and routes",
}
