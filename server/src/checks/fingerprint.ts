import type { LocatedGroup } from "../readers/reader.ts"
import type { Finding } from "./check.ts"

/**
 * Of each finding of one document 32 hexadecimal digits that are the same for the same fault of the same rule and group,
 * whatever its line and whatever stands around it. Of faults that nothing tells apart each has one of its own, by their
 * order.
 */
export function fingerprintsOf(findings: readonly Pick<Finding, "fault" | "group">[]): string[] {
  return fingerprintsOfFaults(findings.map(faultText))
}

/** What tells a fault from all others of its document, as far as anything does. */
export function faultText({ fault, group }: Pick<Finding, "fault" | "group">): string {
  return `${group ? identityOf(group) : ""}\n${fault}`
}

export function fingerprintsOfFaults(faults: readonly string[]): string[] {
  const numberOf = faultNumbers()
  return faults.map(text => fingerprintOfFault(text, numberOf(text)))
}

/** Numbers faults of one document as they are met: of those that nothing tells apart the first is 1. */
export function faultNumbers(): (fault: string) => number {
  const counts = new Map<string, number>()
  return fault => {
    const count = (counts.get(fault) ?? 0) + 1
    counts.set(fault, count)
    return count
  }
}

export function fingerprintOfFault(fault: string, number: number): string {
  return hash(`${fault}\n${number}`)
}

function identityOf({ id, scope = "", name }: LocatedGroup): string {
  return (id ?? `${scope}\n${name}`).toLowerCase()
}

/** FNV-1a of 128 bits, over UTF-16 code units; the number in four parts of 32 bits, the lowest first. */
function hash(text: string): string {
  let [a, b, c, d] = [0x6295c58d, 0x62b82175, 0x07bb0142, 0x6c62272e]
  for (let index = 0; index < text.length; index++) {
    const low = (a ^ text.charCodeAt(index)) >>> 0
    // Times the prime, which is 2^88 + 0x13b.
    const first = low * factor
    const second = b * factor + Math.floor(first / 2 ** 32)
    const third = c * factor + Math.floor(second / 2 ** 32) + ((low << 24) >>> 0)
    const fourth = d * factor + Math.floor(third / 2 ** 32) + (low >>> 8) + ((b << 24) >>> 0)
    a = first >>> 0
    b = second >>> 0
    c = third >>> 0
    d = fourth >>> 0
  }
  return [d, c, b, a].map(part => part.toString(16).padStart(8, "0")).join("")
}

const factor = 0x13b
