import { formatAddress } from "../flows/address-text.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"

/** The addresses, prefixes, tags and application security groups that a group's own rules name, as a flow has them. */
export function groupEnds({ group }: JudgedGroup): readonly string[] {
  const terms = group.rules.flatMap(({ source, destination }) => [...source, ...destination])
  const texts = terms.filter(({ kind }) => kind !== "unknown" && kind !== "any").map(formatAddress)
  return [...new Set(texts)].filter(text => !/\s/.test(text))
}
