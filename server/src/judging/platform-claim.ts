import { addressText } from "../values/format-address.ts"
import type { ClaimRule, ClaimVerdict } from "./claim.ts"
import type { PlatformClaimPart } from "./claim-parts.ts"
import { isHidden } from "./group-rule.ts"
import { platformTraffic } from "./stand-in-names.ts"

/** Packets to a tag of the platform are told by its address; no rule is named that only stands for the platform. */
export function told({ endpoint }: PlatformClaimPart, verdict: ClaimVerdict): ClaimVerdict {
  const { counterexample, decidedBy, ...rest } = verdict
  const { family, first } = endpoint.address
  const destination = { address: addressText(family, first), of: [] }
  return {
    ...rest,
    decidedBy: decidedBy.filter(rule => !isPlatformRule(rule)),
    ...(counterexample && {
      counterexample: {
        ...counterexample,
        packet: { ...counterexample.packet, destination },
        rule: counterexample.rule && isPlatformRule(counterexample.rule) ? null : counterexample.rule,
      },
    }),
  }
}

function isPlatformRule(rule: ClaimRule): boolean {
  return !("configuration" in rule) && isHidden(rule) && rule.hidden === platformTraffic
}
