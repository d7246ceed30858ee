import * as l10n from "@vscode/l10n"
import { kmsAddresses, platformPrefix, prefix } from "../azure/special-addresses.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { outboundTo, surelyDenying } from "../judging/surely-denying.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { Found } from "./check.ts"
import { listWords, nameRule } from "./wording.ts"

/** A Deny that blocks the platform by the document of September 2017. */
export interface BlockedAsOf2017 {
  readonly rule: LocatedRule
  /** What it stops, in words. */
  readonly stopped: readonly string[]
}

/** That document exempts nothing: what the rules say of these addresses is what happens. */
export function* blockedAsOf2017(judged: JudgedGroup): Iterable<Found<BlockedAsOf2017>> {
  const host = surelyDenying(judged, [
    outboundTo(platformPrefix, { protocol: "Udp", destinationPort: "*" }),
    outboundTo(platformPrefix, { protocol: "Tcp", destinationPort: "*" }),
  ])
  const kms = surelyDenying(
    judged,
    kmsAddresses.map(address => outboundTo(prefix(address), { protocol: "Tcp", destinationPort: 1688 })),
  )
  for (const rule of new Set([...host, ...kms])) {
    const stopped = [
      ...(host.has(rule) ? [l10n.t`the platform's traffic to 168.63.129.16`] : []),
      ...(kms.has(rule) ? [l10n.t`Windows activation (KMS, port 1688)`] : []),
    ]
    yield { at: rule.at.name, rule, data: { rule, stopped } }
  }
}

export function textAsOf2017({ rule, stopped }: BlockedAsOf2017): string {
  const then = l10n.t`${nameRule(rule)} blocks ${listWords(stopped)}, according to the September 2017 documentation (nsg.profile); the machine may not work properly.`
  const today =
    stopped.length > 1
      ? l10n.t`Today's documentation says it blocks neither.`
      : l10n.t`Today's documentation says it does not block it.`
  return `${then} ${today}`
}
