import type { Access, Protocol } from "../../server/src/engine/security-rule.ts"

/** A rule as a person or a tool would write it: texts, to be parsed like any other. */
export interface WrittenRule {
  name: string
  priority: number
  access: Access
  protocol: Protocol | "*"
  source: string[]
  sourcePorts: string[]
  destination: string[]
  destinationPorts: string[]
}

export function wildcard(access: Access): WrittenRule {
  return {
    name: "",
    priority: 0,
    access,
    protocol: "*",
    source: ["*"],
    sourcePorts: ["*"],
    destination: ["*"],
    destinationPorts: ["*"],
  }
}

export function numbered(rules: readonly WrittenRule[]): WrittenRule[] {
  return rules.map((rule, i) => ({ ...rule, name: `r${i}_${rule.access}`, priority: 100 + i }))
}

/** The CIDR block of this length around an address. */
export function block(address: number, length: number): string {
  const size = 2 ** (32 - length)
  const first = Math.floor(address / size) * size
  return `${[24, 16, 8, 0].map(shift => Math.floor(first / 2 ** shift) % 256).join(".")}/${length}`
}
