import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import type { Random } from "../engine/support/random.ts"
import { azGroup, type SampleRule } from "./sample-groups.ts"

export type DrawnRule = SampleRule & { readonly priority: number; readonly direction: string }

const sources = [
  ...["*", "*", "Internet", "VirtualNetwork", "AzureLoadBalancer", "Storage", "Storage.WestEurope", "AzureCloud"],
  ...["0.0.0.0/0", "::/0", "10.0.0.0/8", "10.1.0.0/16", "8.8.8.8", "8.0.0.0/8", "168.63.129.16", "203.0.113.0/24"],
]
const destinations = ["*", "*", "VirtualNetwork", "10.0.0.0/8", "10.0.0.4", "0.0.0.0/0", "Internet", "Storage"]
const platform = ["AzurePlatformDNS", "AzurePlatformIMDS", "169.254.169.254", "168.63.129.16"]

/** A few rules of one group that have much to do with one another, and with the platform's addresses. */
export function drawRules(random: Random): DrawnRule[] {
  return Array.from({ length: 1 + random.below(7) }, (_, index) => {
    const direction = random.pick(["Inbound", "Inbound", "Outbound"])
    return {
      ...{ name: `r${index}`, direction, access: random.pick(["Allow", "Deny"]) },
      priority: random.pick([100, 101, 102, 103, 110, 120, 200, 4095, 4096]),
      protocol: random.pick(["*", "*", "Tcp", "Udp", "Icmp"]),
      source: random.pick(sources),
      destination: random.pick(direction === "Outbound" ? [...destinations, ...platform] : destinations),
      port: random.pick(["*", "*", "22", "80", "443", "53", "0-1023", "1024-65535"]),
    }
  })
}

export function analyseRules(rules: readonly SampleRule[]) {
  const text = azGroup("web", rules)
  return analyseDocument({ uri: "file:///a.json", language: "json", text }, defaultSettings)
}
