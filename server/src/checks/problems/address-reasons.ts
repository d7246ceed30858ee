import * as l10n from "@vscode/l10n"
import { cidrAdvice } from "../cidr-advice.ts"
import { advice, type Reasons } from "./told-problem.ts"

/** Texts that are no address, CIDR block or service tag. */
export const addressReasons = {
  "bad-address": {
    message: ({ value, instead }) =>
      l10n.t`"${value}" is not a valid address, CIDR block or service tag (SecurityRuleInvalidAddressPrefix).${cidrHint(value) || advice(instead)}`,
  },
  "host-bits": {
    message: ({ value, instead }) =>
      l10n.t`${value} is not a network address: host bits are set.${advice(instead)} Azure refuses it as written (SecurityRuleInvalidAddressPrefix).`,
  },
  "ambiguous-address": {
    message: ({ value }) =>
      l10n.t`"${value}" is not a valid IPv4 address (SecurityRuleInvalidAddressPrefix). Write four decimal numbers without leading zeros.`,
  },
  "classic-tag": {
    message: ({ value, instead }) =>
      l10n.t`${value} is a tag of the classic deployment model, which Azure no longer accepts. Use ${instead ?? ""}.`,
  },
  "host-name": {
    message: ({ value }) =>
      l10n.t`${value} is a host name, which NSG rules do not accept (SecurityRuleInvalidAddressPrefix). Use its address, a CIDR block or a service tag.`,
  },
  "all-digits": {
    severity: "information",
    message: ({ value }) =>
      l10n.t`"${value}" is not an IP address. Azure accepts it, but what it matches is not known. Use an address, a CIDR block or a service tag.`,
  },
} satisfies Reasons

function cidrHint(value: string): string {
  const hint = cidrAdvice(value)
  return hint === undefined ? "" : ` ${hint}`
}
