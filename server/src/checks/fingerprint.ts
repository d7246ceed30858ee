import type { LocatedGroup } from "../readers/reader.ts"
import type { Finding } from "./check.ts"

/**
 * Of each finding of one document 32 hexadecimal digits that are the same for the same fault of the same rule and group,
 * whatever its line and whatever stands around it. Of faults that nothing tells apart each has one of its own, by their
 * order.
 */
export function fingerprintsOf(findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>()
  return findings.map(({ fault, group }) => {
    const text = `${group ? identityOf(group) : ""}\n${fault}`
    const count = (counts.get(text) ?? 0) + 1
    counts.set(text, count)
    return hash(`${text}\n${count}`).toString(16).padStart(32, "0")
  })
}

function identityOf({ id, scope = "", name }: LocatedGroup): string {
  return (id ?? `${scope}\n${name}`).toLowerCase()
}

/** FNV-1a of 128 bits, over UTF-16 code units. */
function hash(text: string): bigint {
  let result = 0x6c62272e07bb014262b821756295c58dn
  for (let index = 0; index < text.length; index++) {
    result = BigInt.asUintN(128, (result ^ BigInt(text.charCodeAt(index))) * prime)
  }
  return result
}

const prime = (1n << 88n) + 0x13bn
