import { indexedText, withoutText } from "../../server/src/analysis/indexed-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { topologyOf } from "../../server/src/analysis/workspace-topology.ts"
import type { LinkedTopology } from "../../server/src/topology/link-topology.ts"
import type { BalancingRule, NamedResource, PlacedGroup, Reference, Route } from "../../server/src/topology/topology.ts"
import { type Files, readFiles } from "../support/read-files.ts"

/** What the files describe together, each read and then kept without its text, as files are that no editor has open. */
export function topologyOfFiles(files: Files): LinkedTopology {
  return topologyOf(indexResources(readFiles(files).map(text => withoutText(indexedText(text)))))
}

/** The topology in lines: what is unresolved has a question mark, what may be more than is known an ellipsis. */
export function describeTopology(files: Files): readonly string[] {
  return describeLinked(topologyOfFiles(files))
}

export function describeLinked(topology: LinkedTopology): readonly string[] {
  const { virtualNetworks, networkInterfaces, loadBalancers, publicAddresses, adminConfigurations } = topology
  return [
    ...virtualNetworks.flatMap(({ name, addressSpace, peerings, subnets, gateway }) => [
      words("network", name, prefixes(addressSpace), gateway && "gateway"),
      ...peerings.map(one =>
        words("  peer", referenceText(one.remote), !one.counts && "not connected", one.blocksAccess && "no access"),
      ),
      ...subnets.map(one =>
        words(
          "  subnet",
          one.name,
          prefixes(one.prefixes),
          labelled("group", groupText(one.group)),
          labelled(
            "routes",
            one.routeTable.kind === "resolved"
              ? one.routeTable.target.routes.map(routeText).join(", ")
              : referenceText(one.routeTable),
          ),
          labelled("delegated", one.delegations.join(", ")),
          labelled("endpoints", one.serviceEndpoints.join(", ")),
          labelled("policies", one.privateEndpointNetworkPolicies),
        ),
      ),
    ]),
    ...networkInterfaces.flatMap(({ name, group, machine, isPrimary, isPrivateEndpoint, configurations }) => [
      words(
        "interface",
        name,
        labelled("group", groupText(group)),
        machine && `${machine.kind} ${machine.name}`,
        isPrimary && "primary",
        isPrivateEndpoint && "private endpoint",
      ),
      ...configurations.map(one =>
        words(
          " ",
          one.name,
          one.address?.key ?? "dynamic",
          labelled("in", subnetText(one.subnet)),
          labelled("public", referenceText(one.publicAddress)),
          labelled("security groups", one.securityGroups.map(({ key }) => key.split("/").at(-1)).join(", ")),
          one.hasOtherSecurityGroups && "…",
        ),
      ),
    ]),
    ...loadBalancers.flatMap(({ name, kind, subnet, frontEnds, rules, inboundNat }) => [
      words(kind, name, subnet && labelled("in", subnetText(subnet))),
      ...frontEnds.map(one =>
        words(
          "  front end",
          one.name,
          one.address?.key,
          referenceText(one.publicAddress),
          labelled("in", subnetText(one.subnet)),
        ),
      ),
      ...rules.map(one => words("  rule", balancingText(one))),
      ...inboundNat.map(one => words("  nat", balancingText(one))),
    ]),
    ...publicAddresses.map(({ name, address, sku }) => words("public", name, address?.key, sku)),
    ...adminConfigurations.flatMap(({ name, rules, networks, hasOtherNetworks }) => [
      words("admin", name, networks.map(referenceText).join(", "), hasOtherNetworks && "…"),
      ...rules.map(one => words(" ", one.name, String(one.access), String(one.priority), String(one.direction))),
    ]),
    ...topology.unattached.map(({ group }) => words("unattached", group.name)),
    ...topology.unresolved.map(({ kind, reference }) => words("unresolved", kind, reference)),
    ...topology.faults.map(({ kind }) => words("fault", kind)),
  ]
}

function words(...texts: readonly (string | false | undefined)[]): string {
  return texts.filter(text => text).join(" ")
}

function labelled(label: string, text: string | undefined): string | undefined {
  return text ? `${label} ${text}` : undefined
}

function prefixes({
  known,
  areAll,
}: {
  readonly known: readonly { readonly key: string }[]
  readonly areAll: boolean
}) {
  return [...known.map(({ key }) => key), ...(areAll ? [] : ["…"])].join(",")
}

function unresolvedText<T>(reference: Reference<T>): string | undefined {
  return reference.kind === "unresolved" ? `?${reference.text}` : undefined
}

function referenceText(reference: Reference<NamedResource>): string | undefined {
  return reference.kind === "resolved" ? reference.target.name : unresolvedText(reference)
}

function groupText(reference: Reference<PlacedGroup>): string | undefined {
  return reference.kind === "resolved" ? reference.target.group.name : unresolvedText(reference)
}

function subnetText(reference: LinkedTopology["networkInterfaces"][number]["configurations"][number]["subnet"]) {
  return reference.kind === "resolved"
    ? `${reference.target.network.name}/${reference.target.name}`
    : unresolvedText(reference)
}

function routeText({ destination, nextHopType }: Route): string {
  return `${destination?.key ?? "?"} ${nextHopType}`
}

function balancingText({
  name,
  frontEnd,
  protocol,
  frontEndPort,
  backEndPort,
  backEnds,
  areAll,
}: BalancingRule): string {
  const targets = backEnds.map(
    ({ networkInterface, configuration }) => `${networkInterface.name}/${configuration.name}`,
  )
  return `${name} ${protocol} ${frontEnd}:${frontEndPort} to ${[...targets, ...(areAll ? [] : ["…"])].join(", ")}:${backEndPort}`
}
