import * as l10n from "@vscode/l10n"
import { prefix } from "../azure/special-addresses.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import type { Flow } from "../engine/flow.ts"
import type { AddressTerm, UnknownAddresses } from "../values/address.ts"
import { keptFor } from "../values/kept-for.ts"
import type { GroupRule } from "./group-rule.ts"

const everyIpv4 = "0.0.0.0/0"

/**
 * What `0.0.0.0/0` holds of IPv6: Microsoft's texts call it the same as `*`, and no test is published. A flow of IPv6
 * addresses possibly matches it.
 */
const ipv6OfZeroPrefix: UnknownAddresses = {
  kind: "unknown",
  key: `unknown:${everyIpv4} in IPv6`,
  unknown: {
    identity: `${everyIpv4} in IPv6`,
    // When the module is loaded the language is not known yet.
    get reason() {
      return l10n.t`whether ${everyIpv4} includes IPv6 is not documented`
    },
    text: everyIpv4,
  },
}

/** Also where a reader says it: effective rules print `*` and `0.0.0.0/0` alike. */
export function isIpv6Reading({ key }: AddressTerm): boolean {
  return key.startsWith(`unknown:${everyIpv4} `)
}

/** Whether the flow may have IPv6 addresses, and so asks what `0.0.0.0/0` holds of these. */
export function readsIpv6({ source, destination }: Flow): boolean {
  return !isIpv4(source) && !isIpv4(destination)
}

function isIpv4(end: AddressTerm): boolean {
  return end.kind === "prefix" && end.family === 4
}

/** All groups of a network are read with the same facts. */
export const withReadingFacts = keptFor(
  (facts: AddressFacts): AddressFacts => ({
    about: key => (key === ipv6OfZeroPrefix.key ? { possible: everyIpv6 } : facts.about(key)),
  }),
)

const everyIpv6 = [prefix("::/0")]

/** The rule as it meets IPv6: with `0.0.0.0/0` it possibly holds such addresses. Others stay what they are. */
export function withIpv6Reading<R extends GroupRule>(rule: R): R {
  const [source, destination] = [termsOf(rule, "source"), termsOf(rule, "destination")]
  return source === rule.source && destination === rule.destination ? rule : { ...rule, source, destination }
}

function termsOf(rule: GroupRule, side: "source" | "destination"): readonly AddressTerm[] {
  const terms = rule[side]
  const isOpen = terms.some(({ key }) => key === everyIpv4) && !terms.some(isIpv6Reading)
  return isOpen ? [...terms, ipv6OfZeroPrefix] : terms
}
