import type { Protocol } from "../../engine/security-rule.ts"
import type { AddressPoint } from "../../values/address-point.ts"
import { addressText } from "../../values/format-address.ts"
import type { Coarseness } from "./coarse-counts.ts"

/** Addresses, and the blocks of them that are counted together, known by their first address. */
export const peerBlocks: Coarseness<AddressPoint> = {
  blockOf: (point, level) => {
    const bits = (typeof point === "number" ? 32 : 128) - lengthAt(typeof point === "number" ? 4 : 6, level)
    if (typeof point === "number") return ((point >>> bits) << bits) >>> 0
    return (point >> BigInt(bits)) << BigInt(bits)
  },
  coarsest: 3,
}

/** Prefix lengths by level; of each family as many blocks are left at the last as have room. */
const lengths = { 4: [32, 24, 16, 8], 6: [128, 64, 48, 8] } as const

function lengthAt(family: 4 | 6, level: number): number {
  return lengths[family][level] ?? 0
}

/** `203.0.113.7`, or `203.0.113.0/24` of a level that does not tell addresses apart. */
export function peerText(block: AddressPoint, level: number): string {
  const family = typeof block === "number" ? 4 : 6
  return level === 0 ? addressText(family, block) : `${addressText(family, block)}/${lengthAt(family, level)}`
}

/** A port of a protocol as one number, which ports and blocks of ports are counted by. */
export function portKey(protocol: Protocol, port: number): number {
  return protocols.indexOf(protocol) * 65536 + port
}

export const portBlocks: Coarseness<number> = {
  blockOf: (key, level) => key & -(blockSizes[level] ?? 1),
  coarsest: 3,
}

const protocols: readonly Protocol[] = ["Tcp", "Udp", "Icmp", "Esp", "Ah"]
const blockSizes = [1, 16, 256, 4096]

export interface PortBlock {
  readonly protocol: Protocol
  /** `443`, `1024-1039`; null for protocols without ports. */
  readonly ports: string | null
}

export function portBlock(key: number, level: number): PortBlock {
  const protocol = protocols[Math.floor(key / 65536)] ?? "Tcp"
  if (protocol !== "Tcp" && protocol !== "Udp") return { protocol, ports: null }
  const first = key % 65536
  return { protocol, ports: level === 0 ? `${first}` : `${first}-${first + (blockSizes[level] ?? 1) - 1}` }
}
