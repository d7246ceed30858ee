import * as l10n from "@vscode/l10n"
import { noName } from "../readers/rule-reading.ts"
import { securityGroupName } from "../readers/security-group-name.ts"
import type {
  NamedResource,
  NetworkInterface,
  Peering,
  PlacedGroup,
  Reference,
  Subnet,
  Topology,
  UnresolvedReference,
  VirtualNetwork,
} from "../topology/topology.ts"
import { shortName } from "./level-name.ts"

/** What tools name when they make it is not what anyone looks for. */
export function namedFirst(networks: readonly VirtualNetwork[]): readonly VirtualNetwork[] {
  return networks.toSorted((a, b) => Number(a.name === noName) - Number(b.name === noName))
}

/** What a reference leads to, by its name; undefined where there is none. */
export function referenceLabel(reference: Reference<NamedResource>): string | undefined {
  if (reference.kind === "none") return undefined
  return reference.kind === "resolved" ? reference.target.name : shortName(reference.text)
}

export function groupLabel(reference: Reference<PlacedGroup>): string | undefined {
  if (reference.kind === "none") return undefined
  return reference.kind === "resolved" ? reference.target.group.name : shortName(reference.text)
}

/** The names of the application security groups that it is in. */
export function securityGroupLabels({ configurations }: NetworkInterface): readonly string[] {
  return [...new Set(configurations.flatMap(one => one.securityGroups.map(securityGroupName)))]
}

/** `networkSecurityGroup` as "network security group", `publicIPAddress` as "public IP address" */
export function kindWords(kind: string): string {
  return kind
    .replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ")
    .replace(/[A-Z]?[a-z]+/g, word => word.toLowerCase())
}

/** What documents refer to and none defines; the templates that they link are another matter. */
export function undefinedHere({ unresolved }: Topology): Topology["unresolved"] {
  return unresolved.filter(one => !isLinkedTemplate(one))
}

/** Templates that documents here link: what they make, and what they add to what is here, is not known. */
export function unknownTemplates({ unresolved }: Topology): Topology["unresolved"] {
  return unresolved.filter(isLinkedTemplate)
}

export function unknownTemplatesTitle(): string {
  return l10n.t`Linked templates that are not in these files`
}

function isLinkedTemplate({ kind }: UnresolvedReference): boolean {
  return kind === "linkedTemplate"
}

/** The network at the other end. */
export function peerLabel({ remote, name }: Peering): string {
  return referenceLabel(remote) ?? name
}

export function interfacesIn(subnet: Subnet, { networkInterfaces }: Topology): readonly NetworkInterface[] {
  return networkInterfaces.filter(({ configurations }) =>
    configurations.some(one => one.subnet.kind === "resolved" && one.subnet.target === subnet),
  )
}

/** Those of which no document says which subnet they are in. */
export function unplacedInterfaces({ networkInterfaces }: Topology): readonly NetworkInterface[] {
  return networkInterfaces.filter(({ configurations }) => configurations.every(one => one.subnet.kind !== "resolved"))
}
