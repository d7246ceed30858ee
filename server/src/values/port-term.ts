import type { PortTerm } from "./port.ts"

/** The port of a term that is for one; undefined for ranges and for what is not known. */
export function singlePort(term: PortTerm): number | undefined {
  return "first" in term && term.first === term.last ? term.first : undefined
}

export function isEveryPort(term: PortTerm): boolean {
  return "first" in term && term.first === 0 && term.last === 65535
}
