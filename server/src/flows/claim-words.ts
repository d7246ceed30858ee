import type { Protocol, SecurityRule } from "../engine/security-rule.ts"
import { isExpression } from "../expressions/parse.ts"
import { securityGroupName } from "../readers/security-group-name.ts"
import type { AddressTerm } from "../values/address.ts"
import { rangeText } from "../values/parse-ports.ts"
import type { PortTerm } from "../values/port.ts"
import { isUnknown } from "../values/unknown.ts"
import { formatAddress } from "./address-text.ts"

/** A list of ends as a claim has it; undefined where one of them cannot be written there. */
export function endsText(terms: readonly AddressTerm[]): string | undefined {
  const texts = terms.map(endText)
  return texts.every(text => text !== undefined) ? [...new Set(texts)].join(",") : undefined
}

function endText(term: AddressTerm): string | undefined {
  if (term.kind === "unknown") return undefined
  if (term.kind === "prefix" && term.family === 6) return `[${formatAddress(term)}]`
  const text = term.kind === "group" ? `asg:${securityGroupName(term)}` : formatAddress(term)
  return isPlain(text) ? text : undefined
}

/** What would end the word, or begin another. */
function isPlain(text: string): boolean {
  return !/[\s,#]/.test(text) && !isExpression(text.replace(/^asg:/, ""))
}

/** `:22,8080-8090`, "" for all; undefined where a port cannot be known. */
export function portsText(ports: readonly PortTerm[]): string | undefined {
  const texts = ports.map(port => ("first" in port ? rangeText(port) : undefined))
  if (!texts.every(text => text !== undefined)) return undefined
  return texts.some(text => text === "*" || text === "0-65535") ? "" : `:${texts.join(",")}`
}

/** `tcp`, `any`; undefined where it cannot be known. */
export function protocolText(protocol: SecurityRule["protocol"]): string | undefined {
  if (isUnknown(protocol)) return undefined
  return protocol === "*" ? "any" : (protocol satisfies Protocol).toLowerCase()
}
