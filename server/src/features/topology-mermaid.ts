import type { LinkedTopology } from "../topology/link-topology.ts"
import type { NetworkInterface, Subnet, VirtualNetwork } from "../topology/topology.ts"
import { plainAddress } from "./topology-json.ts"
import { groupLabel, interfacesIn, unplacedInterfaces } from "./topology-labels.ts"

/** A picture of the networks in Mermaid's words: networks and subnets as frames, what is in them as boxes. */
export function topologyMermaid(topology: LinkedTopology): string {
  const { virtualNetworks, loadBalancers } = topology
  const ids = numbered(topology)
  const lines = [
    "flowchart LR",
    ...virtualNetworks.flatMap(network => networkLines(network, topology, ids)),
    ...unplacedInterfaces(topology).map(one => `  ${ids(one)}${box(interfaceText(one))}`),
    ...loadBalancers.map(one => `  ${ids(one)}{{${label([one.name])}}}`),
    ...virtualNetworks.flatMap(network => peeringLines(network, ids)),
    ...loadBalancers.flatMap(one => {
      const backEnds = [...one.rules, ...one.inboundNat].flatMap(rule => rule.backEnds)
      const targets = new Set(backEnds.map(({ networkInterface }) => ids(networkInterface)))
      return [...targets].map(target => `  ${ids(one)} --> ${target}`)
    }),
  ]
  return `${lines.join("\n")}\n`
}

type Ids = (thing: object) => string

/** Names may be equal, and hold what Mermaid cannot read: numbers stand for them. */
function numbered({ virtualNetworks, networkInterfaces, loadBalancers }: LinkedTopology): Ids {
  const things: readonly (readonly [string, readonly object[]])[] = [
    ["net", virtualNetworks],
    ["sub", virtualNetworks.flatMap(({ subnets }) => subnets)],
    ["nic", networkInterfaces],
    ["lb", loadBalancers],
  ]
  const ids = new Map(things.flatMap(([word, all]) => all.map((one, place) => [one, `${word}${place}`] as const)))
  return thing => ids.get(thing) ?? ""
}

function networkLines(network: VirtualNetwork, topology: LinkedTopology, ids: Ids): readonly string[] {
  const { name, addressSpace, subnets } = network
  return [
    `  subgraph ${ids(network)}[${label([name, ...addressSpace.known.map(({ key }) => key)])}]`,
    ...subnets.flatMap(subnet => subnetLines(subnet, topology, ids)),
    ...(subnets.length === 0 ? [`    ${empty(ids(network))}`] : []),
    "  end",
  ]
}

function subnetLines(subnet: Subnet, topology: LinkedTopology, ids: Ids): readonly string[] {
  const { name, prefixes, group } = subnet
  const inside = interfacesIn(subnet, topology)
  // A frame with nothing in it is not drawn.
  const lines =
    inside.length > 0 ? inside.map(one => `${ids(one)}${box(interfaceText(one))}`) : [`${ids(subnet)}x[" "]`]
  return [
    `    subgraph ${ids(subnet)}[${label([name, ...prefixes.known.map(({ key }) => key), ...groupTexts(group)])}]`,
    ...lines.map(line => `      ${line}`),
    "    end",
  ]
}

/** A frame with nothing in it is not drawn. */
function empty(frame: string): string {
  return `${frame}x[" "]`
}

function peeringLines(network: VirtualNetwork, ids: Ids): readonly string[] {
  return network.peerings.flatMap(({ remote, counts }) => {
    if (remote.kind !== "resolved") return []
    const isDrawn = counts && ids(network) > ids(remote.target)
    return isDrawn ? [] : [`  ${ids(network)} ${counts ? "<-->" : "-.->"} ${ids(remote.target)}`]
  })
}

function interfaceText({ name, configurations, group }: NetworkInterface): readonly string[] {
  return [
    name,
    ...configurations.flatMap(({ address }) => (address ? [plainAddress(address)] : [])),
    ...groupTexts(group),
  ]
}

function groupTexts(group: Subnet["group"]): readonly string[] {
  const text = groupLabel(group)
  return text === undefined ? [] : [`NSG ${text}`]
}

function box(texts: readonly string[]): string {
  return `[${label(texts)}]`
}

/** A text in quotes, in which only quotes and what begins an entity are written otherwise. */
function label(texts: readonly string[]): string {
  const escaped = texts.map(text => text.replace(/[#"<>&]/g, letter => `#${letter.charCodeAt(0)};`))
  return `"${escaped.join("<br/>")}"`
}
