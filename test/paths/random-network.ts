import type { LevelVerdict } from "../../server/src/judging/path-level.ts"
import type { Random } from "../engine/support/random.ts"
import type { NetworkRule, SampleNetwork } from "../support/sample-network.ts"
import {
  levelsOf,
  type ReferenceEnd,
  type ReferenceLevel,
  type ReferenceNetwork,
  type ReferencePacket,
  type ReferenceRule,
  type ReferenceSide,
} from "./path-reference.ts"

export interface DrawnNetwork {
  readonly sample: SampleNetwork
  readonly scopeOf: ReadonlyMap<string, readonly string[]>
}

const names = { networks: ["n0", "n1", "n2"], subnets: ["a", "b"], securityGroups: ["web", "db"] }
const places = names.networks.flatMap(network => names.subnets.map(subnet => `${network}/${subnet}`))

/** Networks n0 and n2 have the same prefixes, and are never peers. */
const prefixOf: Readonly<Record<string, string>> = { n0: "10.0.0.0/16", n1: "10.1.0.0/16", n2: "10.0.0.0/16" }

function subnetPrefix(place: string): string {
  const [network = "", subnet] = place.split("/")
  return prefixOf[network]!.replace(".0.0/16", subnet === "a" ? ".1.0/29" : ".2.0/29")
}

export function drawNetwork(random: Random): DrawnNetwork {
  const groups = Object.fromEntries(["g0", "g1", "g2"].map(name => [name, drawRules(random, 100, ["Allow", "Deny"])]))
  const groupOf = () => random.pick([undefined, "g0", "g1", "g2", "g0", "g1", ...(random.chance(0.2) ? ["far?"] : [])])
  const peerings = random.pick([[], [["n0", "n1"]], [["n1", "n2"]]] as const)
  const networks = Object.fromEntries(
    names.networks.map(name => {
      const subnets = Object.fromEntries(
        names.subnets.map(subnet => [
          subnet,
          { prefix: subnetPrefix(`${name}/${subnet}`), ...optional("group", groupOf()), ...drawRoutes(random) },
        ]),
      )
      const unresolvedPeers = random.chance(0.2) ? ["far"] : []
      return [name, { prefixes: [prefixOf[name]!], subnets, unresolvedPeers }]
    }),
  )
  const interfaces = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => {
      const subnet = places[index % places.length]!
      const address = random.chance(0.3) ? "" : subnetPrefix(subnet).replace("0/29", `${index < 6 ? 1 : 6}`)
      // A group without any member is unknown, which the reference does not know of.
      const securityGroups = names.securityGroups.filter(() => index === 0 || random.chance(0.35))
      return [`nic${index}`, { subnet, addresses: [address], securityGroups, ...optional("group", groupOf()) }]
    }),
  )
  const admin = ["parent", "child"].flatMap((name, scopeDepth) =>
    random.chance(0.3)
      ? [
          {
            name,
            scopeDepth,
            networks: names.networks.filter(() => random.chance(0.6)),
            rules: drawRules(random, 1, ["Allow", "Deny", "AlwaysAllow"]),
          },
        ]
      : [],
  )
  const scopeOf = new Map(
    names.networks.map(name => [
      name,
      [
        name,
        ...peerings
          .filter(pair => pair.some((one: string) => one === name))
          .map(([one, other]) => (one === name ? other : one)),
      ],
    ]),
  )
  return { sample: { groups, networks, peerings, interfaces, admin }, scopeOf }
}

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>)
}

function drawRoutes(random: Random) {
  const routes = random.pick([
    undefined,
    undefined,
    undefined,
    [["172.16.0.0/12", "VirtualAppliance"]],
    [["0.0.0.0/0", "VirtualAppliance"]],
    [["0.0.0.0/0", "Internet"]],
  ] as const)
  return routes ? { routes } : random.chance(0.1) ? { unresolvedRoutes: "rt" } : {}
}

const literals = [
  "10.0.1.0/30",
  "10.0.1.4/30",
  "10.0.1.0/24",
  "10.1.0.0/16",
  "10.1.2.0/29",
  "172.16.0.0/12",
  "8.0.0.0/8",
]
const tags = ["*", "*", "VirtualNetwork", "Internet", "AzureLoadBalancer", "Storage"]

function drawRules(random: Random, first: number, accesses: readonly string[]): NetworkRule[] {
  // Security admin rules name no application security groups.
  const securityGroups = first === 1 ? [] : names.securityGroups.map(name => `asg:${name}`)
  const draw = () => random.pick([...literals, ...tags, ...securityGroups])
  return Array.from({ length: random.below(6) }, (_, index) => ({
    name: `${first === 1 ? "a" : "r"}${index}`,
    priority: first + index,
    access: random.pick(accesses),
    direction: random.pick(["Inbound", "Outbound"]),
    protocol: random.pick(["*", "*", "Tcp", "Udp"]),
    source: draw(),
    destination: draw(),
    port: random.pick(["*", "*", "80", "0-1023", "53"]),
  }))
}

export interface DrawnFlow {
  readonly line: string
  readonly direction: string | undefined
  readonly protocol: string
  readonly source: string
  readonly destination: string
  readonly port: number
}

const outside = ["8.8.8.8", "1.1.1.1", "172.31.0.100", "10.9.9.9", "192.168.1.1", "168.63.129.16"]

export function drawFlow(random: Random, drawn: DrawnNetwork, about?: string): DrawnFlow {
  const { sample } = drawn
  const nics = Object.keys(sample.interfaces!)
  const [first, second] = [about ?? random.pick(nics), random.pick([...nics, ...outside])]
  const other = second === first || areTwins(drawn, first, second) ? "8.8.8.8" : second
  const [source, destination] = random.chance(0.5) ? [first, other] : [other, first]
  const isFirst = source === first
  const direction = random.chance(0.3) ? (isFirst ? "Outbound" : "Inbound") : undefined
  const protocol = random.pick(["Tcp", "Udp"])
  const port = random.pick([80, 53, 1024, 443])
  const word = (end: string) => (end.startsWith("nic") ? `nic:${end}` : end)
  const line = `${direction ?? ""} ${protocol} ${word(source)}:5000 -> ${word(destination)}:${port}`.trim()
  return { line, direction, protocol, source, destination, port }
}

/** Whether an address of one is that of another network to the rules of the other. */
function areTwins({ sample: { interfaces }, scopeOf }: DrawnNetwork, one: string, other: string): boolean {
  const [a = "", b = ""] = [one, other].map(name => interfaces?.[name]?.subnet.split("/")[0] ?? "")
  const sees = (from: string, to: string) =>
    (scopeOf.get(from) ?? []).some(near => near !== to && prefixOf[near] === prefixOf[to])
  return sees(a, b) || sees(b, a)
}

export function expectedPath(
  drawn: DrawnNetwork,
  flow: DrawnFlow,
): { access: string; levels: readonly ReferenceLevel[] } {
  const packets = packetsOf(drawn, flow)
  const levels: ReferenceLevel[] = []
  for (const [direction, nic] of [
    ["Outbound", flow.source],
    ["Inbound", flow.destination],
  ] as const) {
    const isStopped = levels.some(({ access }) => access === "Deny")
    if (!nic.startsWith("nic") || isStopped || (flow.direction ?? direction) !== direction) continue
    levels.push(
      ...levelsOf(
        sideOf(drawn, nic, direction),
        packets.map(packet => ({ ...packet, direction })),
      ),
    )
  }
  const has = (wanted: string) => levels.some(({ access }) => access === wanted)
  return { access: has("Deny") ? "Deny" : has("Unknown") ? "Unknown" : "Allow", levels }
}

/** An address that Azure chooses is in either half of its subnet. */
function packetsOf({ sample }: DrawnNetwork, { protocol, source, destination, port }: DrawnFlow): ReferencePacket[] {
  const endsOf = (name: string): ReferenceEnd[] => {
    const nic = sample.interfaces![name]
    if (!nic) return [{ address: name, securityGroups: [] }]
    const { subnet, addresses = [], securityGroups = [] } = nic
    const all = addresses[0] ? addresses : [3, 5].map(last => subnetPrefix(subnet).replace("0/29", `${last}`))
    return all.map(address => ({ address, securityGroups, network: subnet.split("/")[0]! }))
  }
  return endsOf(source).flatMap(from =>
    endsOf(destination).map(to => ({ direction: "", protocol, source: from, destination: to, port })),
  )
}

function sideOf({ sample, scopeOf }: DrawnNetwork, name: string, direction: string): ReferenceSide {
  const nic = sample.interfaces![name]!
  const [own = "", subnet = ""] = nic.subnet.split("/")
  const drawn = sample.networks[own]!.subnets[subnet]!
  const scope = scopeOf.get(own)!
  const routes = drawn.routes ?? []
  const isDefault = routes[0]?.[0] === "0.0.0.0/0"
  const network: ReferenceNetwork = {
    scope,
    prefixes: [...scope.map(one => prefixOf[one]!), ...(isDefault ? [] : routes.map(([destination]) => destination))],
    isOpen: sample.networks[own]!.unresolvedPeers!.length > 0,
    routed:
      isDefault && routes[0]![1] === "VirtualAppliance"
        ? "yes"
        : isDefault || drawn.unresolvedRoutes !== undefined
          ? "perhaps"
          : "no",
  }
  const rulesOf = (group: string | undefined) =>
    group === "far?"
      ? "unresolved"
      : group === undefined
        ? undefined
        : (sample.groups![group] as readonly ReferenceRule[])
  const levels = [
    { kind: "subnet", rules: rulesOf(drawn.group) },
    { kind: "networkInterface", rules: rulesOf(nic.group) },
  ] as const
  return {
    network,
    admin: sample
      .admin!.filter(({ networks }) => networks.includes(own))
      .flatMap(({ rules }) => rules) as ReferenceRule[],
    groups: direction === "Inbound" ? levels : levels.toReversed(),
  }
}

/** The rule only where the reference is certain of it, too. */
export function toldLevel(expected: readonly ReferenceLevel[]) {
  return (level: LevelVerdict, place: number): ReferenceLevel => ({
    kind: level.kind,
    access: level.access,
    rule: expected[place]?.rule === null ? null : (level.decider?.name ?? null),
  })
}
