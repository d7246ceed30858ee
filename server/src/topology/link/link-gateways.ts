import { appendTo } from "../../values/grouped.ts"
import type { ConnectionStatement } from "../parts/network-part.ts"
import type { Gateway, Prefixes, Subnet, VirtualNetwork } from "../topology.ts"
import { type Linking, resolve } from "./linking.ts"
import type { PlacedPart } from "./placed-part.ts"
import { isFound, type Thing } from "./things.ts"

/** The gateways of networks, and what lies behind them as far as connections say it. */
export function linkGateways(
  linking: Linking,
  subnetOf: (thing: Thing) => Subnet | undefined,
  networkOf: (thing: Thing) => VirtualNetwork | undefined,
): ReadonlyMap<VirtualNetwork, Gateway> {
  const withGateway = networksOfGateways(linking, subnetOf)
  const behind = prefixesBehind(linking, withGateway)
  const gateways = new Map<VirtualNetwork, Gateway>()
  for (const thing of linking.things.of("gateway")) {
    const network = withGateway.get(thing)
    if (!network) continue
    const connections = behind.get(thing) ?? []
    const isOpen = connections.length === 0 || thing.parts.some(({ part }) => part.says.isOpen)
    const other = gateways.get(network)?.connected
    const connected = together([...connections, ...(isOpen ? [nothing] : []), ...(other ? [other] : [])])
    gateways.set(network, { kind: "gateway", connected })
  }
  for (const network of networksAtHubs(linking, networkOf)) {
    const { kind = "virtualHub", connected = nothing } = gateways.get(network) ?? {}
    gateways.set(network, { kind, connected: together([nothing, connected]) })
  }
  return gateways
}

/** The networks that have a connection to a virtual hub: which routes it tells them, no document says. */
function networksAtHubs(
  linking: Linking,
  networkOf: (thing: Thing) => VirtualNetwork | undefined,
): readonly VirtualNetwork[] {
  return linking.things.of("hubConnection").flatMap(({ parts }) =>
    parts.flatMap(({ part, document }) => {
      const { network: written } = part.says
      const found = written && resolve(linking, "virtualNetwork", { written, from: document }, networkOf)
      return found?.kind === "resolved" ? [found.target] : []
    }),
  )
}

function networksOfGateways(
  { things }: Linking,
  subnetOf: (thing: Thing) => Subnet | undefined,
): ReadonlyMap<Thing, VirtualNetwork> {
  return new Map(
    things.of("gateway").flatMap((thing): [Thing, VirtualNetwork][] => {
      const subnets = thing.parts.flatMap(({ part, document }) =>
        part.says.subnets.map(({ reference }) => things.find(reference, document)),
      )
      const network = subnets.flatMap(found => (isFound(found) ? (subnetOf(found)?.network ?? []) : []))[0]
      return network ? [[thing, network]] : []
    }),
  )
}

/** What each connection of a gateway has at its other end. */
function prefixesBehind(linking: Linking, networkOf: ReadonlyMap<Thing, VirtualNetwork>) {
  const behind = new Map<Thing, Prefixes[]>()
  for (const { parts } of linking.things.of("connection")) {
    for (const by of parts) {
      const { gateways } = by.part.says
      const ends = gateways.map(written =>
        resolve(linking, "virtualNetworkGateway", { written, from: by.document }, thing => thing),
      )
      const local = localPrefixes(linking, by)
      for (const end of ends) {
        if (end.kind !== "resolved") continue
        const others = ends.filter(other => other !== end)
        const networks = others.map(other =>
          other.kind === "resolved" ? (networkOf.get(other.target)?.addressSpace ?? nothing) : nothing,
        )
        const isKnown = isSure(by) && networks.length + local.length === 1
        appendTo(behind, end.target, together([...networks, ...local, ...(isKnown ? [] : [nothing])]))
      }
    }
  }
  return behind
}

function localPrefixes(linking: Linking, by: PlacedPart<ConnectionStatement>): readonly Prefixes[] {
  const { local: written } = by.part.says
  if (!written) return []
  const local = resolve(linking, "localNetworkGateway", { written, from: by.document }, ({ parts }: Thing) =>
    parts.flatMap(({ part: { says } }) => (says.kind === "localGateway" ? [says.prefixes] : [])),
  )
  return local.kind === "resolved" ? local.target : [nothing]
}

/** The connection is there, and routes are learnt over it nowhere. */
function isSure({ part: { says, condition, absentByDefault, uncounted } }: PlacedPart<ConnectionStatement>): boolean {
  return !says.isOpen && condition === undefined && !absentByDefault && !uncounted
}

const nothing: Prefixes = { known: [], areAll: false }

function together(prefixes: readonly Prefixes[]): Prefixes {
  return { known: prefixes.flatMap(({ known }) => known), areAll: prefixes.every(({ areAll }) => areAll) }
}
