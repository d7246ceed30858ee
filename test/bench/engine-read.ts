import { defaultRules } from "../../server/src/azure/default-rules.ts"
import { proofFacts } from "../../server/src/azure/proof-facts.ts"
import type { AddressFacts } from "../../server/src/engine/address-facts.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../../server/src/values/address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import { parsePort } from "../../server/src/values/parse-ports.ts"
import type { PortTerm } from "../../server/src/values/port.ts"
import type { WrittenRule } from "./engine-written-rule.ts"

/** The group as an ARM resource, which is what JSON.parse is timed on. */
export function armText(rules: readonly WrittenRule[]): string {
  const field = (name: string, plural: string, values: readonly string[]) =>
    values.length === 1 ? { [name]: values[0], [plural]: [] } : { [plural]: values }
  return JSON.stringify({
    name: "nsg",
    type: "Microsoft.Network/networkSecurityGroups",
    apiVersion: "2024-05-01",
    location: "[parameters('location')]",
    properties: {
      securityRules: rules.map(rule => ({
        name: rule.name,
        properties: {
          description: "generated",
          protocol: rule.protocol,
          ...field("sourcePortRange", "sourcePortRanges", rule.sourcePorts),
          ...field("destinationPortRange", "destinationPortRanges", rule.destinationPorts),
          ...field("sourceAddressPrefix", "sourceAddressPrefixes", rule.source),
          ...field("destinationAddressPrefix", "destinationAddressPrefixes", rule.destination),
          access: rule.access,
          priority: rule.priority,
          direction: "Inbound",
        },
      })),
    },
  })
}

/** Reads rules, each distinct address and port once; the default rules stand behind them unless left out. */
export function readRules(written: readonly WrittenRule[], withDefaults = true): SecurityRule[] {
  const addresses = new Map<string, AddressTerm>()
  const ports = new Map<string, PortTerm>()
  const address = (text: string) => once(addresses, text, () => readAddress(text))
  const port = (text: string) => once(ports, text, () => parsePort(text) as PortTerm)
  const rules = written.map(
    (rule): SecurityRule => ({
      name: rule.name,
      priority: rule.priority,
      direction: "Inbound",
      access: rule.access,
      protocol: rule.protocol,
      source: rule.source.map(address),
      sourcePorts: rule.sourcePorts.map(port),
      destination: rule.destination.map(address),
      destinationPorts: rule.destinationPorts.map(port),
      possiblyAbsent: false,
    }),
  )
  return withDefaults ? [...rules, ...defaultRules.filter(rule => rule.direction === "Inbound")] : rules
}

function once<T>(known: Map<string, T>, text: string, read: () => T): T {
  let value = known.get(text)
  if (value === undefined) {
    value = read()
    known.set(text, value)
  }
  return value
}

function readAddress(text: string): AddressTerm {
  if (text.startsWith("asg:")) return { kind: "group", key: text, name: text.slice(4) }
  return parseAddress(text) as AddressTerm
}

/** The relations of Azure's tags; ASGs lie in the virtual network. */
export const openFacts: AddressFacts = {
  about: key => (key.startsWith("asg:") ? { inside: ["tag:virtualnetwork"] } : proofFacts.about(key)),
}

/** The same with tags of which every prefix is known. */
export function factsWithTags(tags: ReadonlyMap<string, readonly string[]>): AddressFacts {
  const known = new Map<string, readonly AddressPrefix[]>()
  for (const [name, prefixes] of tags) {
    known.set(
      `tag:${name.toLowerCase()}`,
      prefixes.map(text => parseAddress(text) as AddressPrefix),
    )
  }
  return {
    about: key => {
      const prefixes = known.get(key)
      return prefixes ? { sure: prefixes, possible: prefixes } : openFacts.about(key)
    },
  }
}
