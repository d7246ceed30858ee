import * as l10n from "@vscode/l10n"
import type { RuleProperty } from "../readers/reader.ts"
import { sideOf } from "../readers/write-rule.ts"

/** What a property of a rule is for: a sentence. */
export function keyMeaning(property: RuleProperty): string {
  const text = keyMeanings[sideOf(property)]
  return text ? l10n.t(text) : ""
}

/** By the side, for addresses and ports. */
export const keyMeanings: Readonly<Record<string, string>> = {
  name: "",
  description: "Text for people, of up to 140 characters.",
  priority:
    "Rules of a direction are evaluated from the lowest number to the highest, 100 to 4096; the first that matches decides.",
  direction: "Inbound rules are for traffic to what the NSG applies to, Outbound rules for traffic from it.",
  access: "Whether traffic that matches is allowed or denied.",
  protocol: "Tcp, Udp, Icmp, Esp or Ah, and * for every protocol.",
  sourceAddress: "Where traffic comes from: addresses, CIDR blocks, a service tag, *, or application security groups.",
  sourcePort:
    "The port that traffic comes from, of the client: a port, a range or *. Clients take nearly any, so * is usual.",
  destinationAddress:
    "Where traffic goes to: addresses, CIDR blocks, a service tag, *, or application security groups.",
  destinationPort: "The port that traffic goes to, of the service: a port, a range or *.",
}

/** What a word stands for as the value of a property; undefined for one that says so itself. */
export function wordMeaning(property: RuleProperty, word: string): string | undefined {
  const text = wordMeanings[`${property} ${word}`]
  return text && l10n.t(text)
}

export const wordMeanings: Readonly<Record<string, string>> = {
  "direction Inbound": "Traffic to what the NSG applies to.",
  "direction Outbound": "Traffic from what the NSG applies to.",
  "access Allow": "Traffic that matches passes, and no later rule of the NSG is asked.",
  "access Deny": "Traffic that matches is dropped, and no later rule of the NSG is asked.",
  "protocol *": "Every protocol.",
}
