import * as l10n from "@vscode/l10n"
import { publicPrefixes } from "../azure/special-addresses.ts"
import { addressesBehind } from "../judging/addresses-behind.ts"
import type { Attachments } from "../judging/attachments.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { AddressPrefix } from "../values/address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import type { PlacedTerm } from "./rule-terms.ts"
import { listWords, nameRule, sideWord } from "./wording.ts"

/** The machines behind the group have other addresses than a rule names. */
export interface Elsewhere {
  /** The prefixes of the subnets that the group is attached to. */
  readonly behind: readonly AddressPrefix[]
  /** Whether it is attached nowhere else. */
  readonly areAll: boolean
}

/** An address on the machines' own side that none of them can have. */
export function elsewhereAddress({ isLocal, term }: PlacedTerm, attachments: Attachments): Elsewhere | undefined {
  const behind = isLocal ? addressesBehind(attachments) : undefined
  if (!behind || term.kind !== "prefix") return undefined
  const isBehind = behind.some(one => one.family === term.family && one.first <= term.last && term.first <= one.last)
  return isBehind ? undefined : { behind, areAll: attachments.areAll }
}

export function elsewhereText(rule: LocatedRule, { behind, areAll }: Elsewhere, { side, term }: PlacedTerm): string {
  const text = term.kind === "prefix" ? addressOf(term) : term.key
  const prefixes = [...new Set(behind.map(({ key }) => key))]
  const where = listWords([
    ...prefixes.slice(0, 3),
    ...(prefixes.length > 3 ? [l10n.t`${prefixes.length - 3} more`] : []),
  ])
  const own =
    term.kind === "prefix" && isPublic(term)
      ? l10n.t`the ${sideWord(side)} is the machine's own address in its subnet, not a public one`
      : l10n.t`the ${sideWord(side)} is the machine's own address`
  const attached = areAll
    ? l10n.t`this NSG is attached to ${where} only`
    : l10n.t`this NSG is attached here to ${where} only`
  const advice =
    prefixes.length > 1 ? l10n.t`Use an address in one of them, or *.` : l10n.t`Use an address in it, or *.`
  return l10n.t`${nameRule(rule)} matches nothing for ${text}: ${own}, and ${attached}. ${advice}`
}

/** Azure has translated it before the group sees a packet, or does so behind it. */
function isPublic(term: AddressPrefix): boolean {
  return publicPrefixes.some(one => isPrefixWithin(term, one))
}

/** A single address without its length, as people write it. */
export function addressOf({ first, last, key }: AddressPrefix): string {
  return first === last ? key.slice(0, key.lastIndexOf("/")) : key
}
