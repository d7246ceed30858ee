import type { LinkedTopology } from "../topology/link-topology.ts"
import type {
  AdminConfiguration,
  LoadBalancer,
  NetworkInterface,
  Subnet,
  VirtualNetwork,
} from "../topology/topology.ts"
import { groupedBy } from "../values/grouped.ts"
import { adminNetworks, adminRuleParts } from "./admin-rule-parts.ts"
import { portRanges } from "./port-ranges.ts"
import { alignColumns } from "./text-table.ts"
import { describeFault } from "./topology-fault-text.ts"
import { type DocumentPlace, plainAddress } from "./topology-json.ts"
import {
  groupLabel,
  interfacesIn,
  kindWords,
  peerLabel,
  referenceLabel,
  securityGroupLabels,
  undefinedHere,
  unknownTemplates,
  unknownTemplatesTitle,
  unplacedInterfaces,
} from "./topology-labels.ts"

/** What `nsg topology` prints for people; `locate` gives `path:line:column`. */
export function topologyText(topology: LinkedTopology, locate: (place: DocumentPlace) => string): string {
  const { virtualNetworks, loadBalancers, adminConfigurations, unattached, faults } = topology
  const unplaced = unplacedInterfaces(topology)
  const parts = [
    ...virtualNetworks.map(network => networkLines(network, topology)),
    section("Network interfaces whose subnet is not defined here", unplaced.map(interfaceLine)),
    section("Load balancers and gateways", loadBalancers.flatMap(loadBalancerLines)),
    section("Security admin rules, which come before every NSG", adminConfigurations.flatMap(adminLines)),
    section(
      "NSGs not attached to anything here",
      unattached.map(({ group, document }) => `${group.name}  ${locate({ document, range: group.nameRange })}`),
    ),
    section(
      "Not defined here",
      undefinedHere(topology).map(one => `${kindWords(one.kind)} ${one.reference}  ${locate(one)}`),
    ),
    section(
      unknownTemplatesTitle(),
      unknownTemplates(topology).map(one => `${one.reference}  ${locate(one)}`),
    ),
    section(
      "Contradictions",
      faults.map(fault => `${describeFault(fault)}  ${locate(fault)}`),
    ),
  ]
  return parts.flatMap(lines => (lines.length > 0 ? [`${lines.join("\n")}\n`] : [])).join("\n")
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map(line => `  ${line}`)]
}

function networkLines(network: VirtualNetwork, topology: LinkedTopology): readonly string[] {
  const { name, addressSpace, peerings, subnets, gateway } = network
  return [
    words(name, prefixesText(addressSpace)),
    ...peerings.map(one => `  peering with ${peerLabel(one)}${one.counts ? "" : " (not connected)"}`),
    ...(gateway ? ["  gateway"] : []),
    ...subnets.flatMap(subnet => subnetLines(subnet, topology)),
  ]
}

function subnetLines(subnet: Subnet, topology: LinkedTopology): readonly string[] {
  const { name, prefixes, group, routeTable, delegations } = subnet
  const line = words(
    `  ${name}`,
    prefixesText(prefixes),
    groupText(group),
    labelled("route table", referenceLabel(routeTable)),
    labelled("delegated to", delegations.join(", ")),
  )
  return [line, ...interfacesIn(subnet, topology).map(one => `    ${interfaceLine(one)}`)]
}

function interfaceLine(networkInterface: NetworkInterface): string {
  const { name, configurations, group, machine, isPrivateEndpoint } = networkInterface
  const addresses = configurations.map(({ address }) => (address ? plainAddress(address) : "dynamic"))
  return words(
    name,
    addresses.join(", "),
    groupText(group),
    labelled("ASG", securityGroupLabels(networkInterface).join(", ")),
    labelled(machine?.kind === "scaleSet" ? "scale set" : "VM", machine?.name),
    isPrivateEndpoint ? "private endpoint" : undefined,
  )
}

function loadBalancerLines({ name, kind, sku, subnet, frontEnds, rules, inboundNat }: LoadBalancer): readonly string[] {
  const byName = groupedBy([...rules, ...inboundNat], one => one.name)
  return [
    words(name, kindWords(kind), sku, labelled("in", subnet && referenceLabel(subnet))),
    ...frontEnds.map(one =>
      words(`  ${one.name}`, one.address && plainAddress(one.address), referenceLabel(one.publicAddress)),
    ),
    ...[...byName].map(([rule, own]) => {
      const [first] = own
      const ports = portRanges(own.map(({ frontEndPort }) => frontEndPort)).join(", ")
      const names = new Set(own.flatMap(({ backEnds }) => backEnds.map(one => one.networkInterface.name)))
      const others = own.every(({ areAll }) => areAll) ? [] : ["others that are not known here"]
      return `  ${rule}  ${first?.frontEnd ?? "a front end that is not known here"}:${ports} to ${[...names, ...others].join(", ")}:${first?.backEndPort ?? "unknown"}`
    }),
  ]
}

function adminLines(configuration: AdminConfiguration): readonly string[] {
  const { name, hasOtherNetworks, complete } = configuration
  const networks = [
    ...adminNetworks(configuration),
    ...(hasOtherNetworks ? ["networks that are not known here, such as those that a policy chooses"] : []),
  ]
  const rules = adminRuleParts(configuration)
  return [
    words(name, networks.length > 0 ? `for ${networks.join(", ")}` : "for no network"),
    ...alignColumns(
      rules.map(rule => [
        ...[`${rule.priority ?? "?"}`, rule.name, rule.access ?? "?", rule.direction ?? "?", rule.protocol ?? "?"],
        `${endText(rule.sources, rule.sourcePorts)} -> ${endText(rule.destinations, rule.destinationPorts)}`,
      ]),
    ).map(line => `  ${line}`),
    ...(complete ? [] : ["  rules that are not known here"]),
  ]
}

function endText(addresses: readonly string[], ports: readonly string[]): string {
  return `${addresses.join(",")}:${ports.join(",")}`
}

function groupText(group: Subnet["group"]): string | undefined {
  const label = groupLabel(group)
  return labelled("NSG", label && (group.kind === "unresolved" ? `${label} (not known here)` : label))
}

function labelled(label: string, text: string | undefined): string | undefined {
  return text ? `${label} ${text}` : undefined
}

function prefixesText({ known, areAll }: Subnet["prefixes"]): string {
  return [...known.map(({ key }) => key), ...(areAll ? [] : ["prefixes that are not known here"])].join(", ")
}

function words(...texts: readonly (string | undefined)[]): string {
  return texts.filter(text => text !== undefined && text !== "").join("  ")
}
