/**
 * What a path does, written as simply as possible and apart from the product: rule after rule, for every way in which what
 * is not known may be. IPv4 alone.
 */
export interface ReferenceNetwork {
  /** The networks whose addresses are in VirtualNetwork, the own one first. */
  readonly scope: readonly string[]
  readonly prefixes: readonly string[]
  /** Whether private addresses beside these may be inside. */
  readonly isOpen: boolean
  /** Whether a default route makes VirtualNetwork everything. */
  readonly routed: "yes" | "no" | "perhaps"
}

export interface ReferenceRule {
  readonly name: string
  readonly access: string
  readonly direction: string
  readonly protocol: string
  readonly source: string
  readonly destination: string
  readonly port: string
}

/** An address, and the machine that has it: its network, and the security groups that it is in. */
export interface ReferenceEnd {
  readonly address: string
  readonly network?: string
  readonly securityGroups: readonly string[]
}

export interface ReferencePacket {
  readonly direction: string
  readonly protocol: string
  readonly source: ReferenceEnd
  readonly destination: ReferenceEnd
  readonly port: number
}

/** Which of the things that are not known are so. */
type World = (question: string) => boolean

/** The rule that decides, in each way in which it can be; undefined where none matches. */
function deciders(
  rules: readonly ReferenceRule[],
  packets: readonly ReferencePacket[],
  network: ReferenceNetwork,
): Set<ReferenceRule | undefined> {
  const found = new Set<ReferenceRule | undefined>()
  for (const packet of packets) {
    for (const world of worlds(network)) {
      found.add(rules.find(rule => matches(rule, packet, network, world)))
    }
  }
  return found
}

/** All ways in which what is asked may be so or not; nothing is opened that no question asks for. */
function* worlds({ routed }: ReferenceNetwork): Generator<World> {
  const open: { readonly question: string; isSo: boolean }[] = []
  const known = (question: string) => open.find(one => one.question === question)
  do {
    yield question => {
      if (question === "routed" && routed !== "perhaps") return routed === "yes"
      if (!known(question)) open.push({ question, isSo: false })
      return known(question)!.isSo
    }
    while (open.at(-1)?.isSo) open.pop()
    const last = open.at(-1)
    if (last) last.isSo = true
  } while (open.length > 0)
}

function matches(rule: ReferenceRule, packet: ReferencePacket, network: ReferenceNetwork, world: World): boolean {
  return (
    rule.direction === packet.direction &&
    (rule.protocol === "*" || rule.protocol === packet.protocol) &&
    isPort(rule.port, packet.port) &&
    isIn(rule.source, packet.source, network, ofSide(world, "source")) &&
    isIn(rule.destination, packet.destination, network, ofSide(world, "destination"))
  )
}

function isPort(text: string, port: number): boolean {
  if (text === "*") return true
  const [first = "", last = first] = text.split("-")
  return Number(first) <= port && port <= Number(last)
}

/** Whether a default route is there is one question, all others are of one end. */
function ofSide(world: World, side: string): World {
  return question => world(question === "routed" ? question : `${question} ${side}`)
}

function isIn(text: string, end: ReferenceEnd, network: ReferenceNetwork, world: World): boolean {
  const { address } = end
  const isPlatform = address === "168.63.129.16"
  if (text === "*") return true
  if (text === "AzureLoadBalancer") return isPlatform
  const isKnown = network.prefixes.some(prefix => inPrefix(prefix, address))
  const isPrivate = privatePrefixes.some(prefix => inPrefix(prefix, address))
  if (text === "VirtualNetwork") {
    return isPlatform || isKnown || world("routed") || (network.isOpen && isPrivate && world("inside"))
  }
  const isPublic = !isPrivate && !isPlatform
  if (text === "Internet") return isPublic && !isKnown && (!world("routed") || world("internet"))
  if (text === "Storage") return isPublic && world("storage")
  if (text.startsWith("asg:")) {
    const isNear = end.network !== undefined && network.scope.includes(end.network)
    return isNear && end.securityGroups.includes(text.slice("asg:".length))
  }
  return inPrefix(text, address)
}

const privatePrefixes = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]

export function inPrefix(prefix: string, address: string): boolean {
  const [base = "", length = "32"] = prefix.split("/")
  const size = 2 ** (32 - Number(length))
  return Math.floor(numberOf(base) / size) === Math.floor(numberOf(address) / size)
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0)
}

/** The six rules behind all others. */
const lastRules: readonly ReferenceRule[] = [
  ["AllowVnetInBound", "Allow", "Inbound", "VirtualNetwork", "VirtualNetwork"],
  ["AllowAzureLoadBalancerInBound", "Allow", "Inbound", "AzureLoadBalancer", "*"],
  ["DenyAllInBound", "Deny", "Inbound", "*", "*"],
  ["AllowVnetOutBound", "Allow", "Outbound", "VirtualNetwork", "VirtualNetwork"],
  ["AllowInternetOutBound", "Allow", "Outbound", "*", "Internet"],
  ["DenyAllOutBound", "Deny", "Outbound", "*", "*"],
].map(([name = "", access = "", direction = "", source = "", destination = ""]) => ({
  ...{ name, access, direction, source, destination, protocol: "*", port: "*" },
}))

export interface ReferenceLevel {
  readonly kind: "networkManager" | "subnet" | "networkInterface"
  readonly access: string
  /** The one rule that decides; null where that is not certain, or none does. */
  readonly rule: string | null
}

/** One side of a path: what comes first there, and its groups in the order of their levels. */
export interface ReferenceSide {
  readonly network: ReferenceNetwork
  readonly admin: readonly ReferenceRule[]
  readonly groups: readonly ReferenceGroup[]
}

/** `rules`: undefined without a group, "unresolved" where no document defines it. */
export interface ReferenceGroup {
  readonly kind: "subnet" | "networkInterface"
  readonly rules: readonly ReferenceRule[] | "unresolved" | undefined
}

export function levelsOf(side: ReferenceSide, packets: readonly ReferencePacket[]): ReferenceLevel[] {
  const levels: ReferenceLevel[] = []
  const isPlatform = packets.every(isOfPlatform)
  const admin = isPlatform
    ? [undefined]
    : [...deciders(side.admin, packets, { ...side.network, routed: side.network.routed === "yes" ? "yes" : "no" })]
  const may = (access: string) => admin.some(rule => rule?.access === access)
  const surely = (access: string) => admin.every(rule => rule?.access === access)
  if (admin.some(rule => rule)) {
    const access = surely("Deny") ? "Deny" : may("Deny") ? "Unknown" : "Allow"
    levels.push({ kind: "networkManager", access, rule: admin.length === 1 ? (admin[0]?.name ?? null) : null })
    if (access === "Deny" || surely("AlwaysAllow")) return levels
  }
  for (const { kind, rules } of side.groups) {
    const level = levelOf(kind, rules, packets, side.network, isPlatform)
    const isDoubted = level.access === "Deny" && may("AlwaysAllow")
    levels.push(isDoubted ? { ...level, access: "Unknown" } : level)
    if (level.access === "Deny" && !isDoubted) break
  }
  return levels
}

/** DNS of the platform, and the agent's traffic with its host. */
function isOfPlatform({ direction, protocol, destination, port }: ReferencePacket): boolean {
  if (direction !== "Outbound" || destination.address !== "168.63.129.16") return false
  return port === 53 || (port === 80 && protocol === "Tcp")
}

function levelOf(
  kind: ReferenceLevel["kind"],
  rules: ReferenceGroup["rules"],
  packets: readonly ReferencePacket[],
  network: ReferenceNetwork,
  isPlatform: boolean,
): ReferenceLevel {
  if (rules === undefined) return { kind, access: "Allow", rule: null }
  if (rules === "unresolved") return { kind, access: "Unknown", rule: null }
  if (isPlatform) return { kind, access: "Allow", rule: null }
  const found = [...deciders([...rules, ...lastRules], packets, network)]
  const accesses = new Set(found.map(rule => rule?.access))
  return {
    kind,
    access: accesses.size === 1 ? (found[0]?.access ?? "Deny") : "Unknown",
    rule: found.length === 1 ? (found[0]?.name ?? null) : null,
  }
}
