import { isEveryWord } from "./every-word.ts"
import type { PortRange } from "./port.ts"

/** Why a text is no element of a port field, and what would be right instead where that is certain. */
export interface PortFault {
  readonly fault: /** No number, no range and not `*`. */
    | "bad-port"
    /** A port or a range but for spaces and leading zeros, which templates are deployed with: what Azure takes is not published. */
    | "loose-form"
    /** `443-80`. */
    | "reversed-range"
    /** A port above 65535. */
    | "port-too-large"
    /** `80,443` in one text (SecurityRuleInvalidPortRange): the plural field takes the list. */
    | "comma-list"
  readonly instead?: string
}

export const allPorts: PortRange = { first: 0, last: 65535 }

/**
 * Reads one element of a port field: `*`, `22` or `22-80`. Spaces and leading zeros are a fault, with the plain form
 * as `instead`: whether the service takes them is not published.
 */
export function parsePort(text: string | number): PortRange | PortFault {
  if (text === "*") return allPorts
  const written = String(text)
  const range = /^(\d+)(?:-(\d+))?$/.exec(written)
  if (!range) return faultOf(written)
  const [, low = "", high = low] = range
  const plain = low === high && !written.includes("-") ? `${Number(low)}` : `${Number(low)}-${Number(high)}`
  if (Number(low) > 65535 || Number(high) > 65535) return { fault: "port-too-large" }
  if (Number(low) > Number(high)) return { fault: "reversed-range", instead: `${Number(high)}-${Number(low)}` }
  if (plain !== written) return { fault: "loose-form", instead: plain }
  return { first: Number(low), last: Number(high) }
}

function faultOf(text: string): PortFault {
  if (isEveryWord(text)) return { fault: "bad-port", instead: "*" }
  if (/^\s*\d+(\s*-\s*\d+)?\s*(,\s*\d+(\s*-\s*\d+)?\s*)+$/.test(text)) return { fault: "comma-list" }
  const closed = text.replace(/\s+/g, "")
  if (closed === text || closed === "") return { fault: "bad-port" }
  const port = /\d\s+\d/.test(text) ? undefined : parsePort(closed)
  if (!port) return { fault: "bad-port" }
  return "fault" in port ? port : { fault: "loose-form", instead: closed }
}

/** `*`, `22` or `22-80`. */
export function portText({ first, last }: PortRange): string {
  return first === 0 && last === 65535 ? "*" : rangeText({ first, last })
}

/** `22` or `22-80`. */
export function rangeText({ first, last }: PortRange): string {
  return first === last ? `${first}` : `${first}-${last}`
}
