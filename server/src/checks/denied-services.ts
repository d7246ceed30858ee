import * as l10n from "@vscode/l10n"
import { tagShapeFaults } from "../azure/platform-tag-shape.ts"
import { platformTags } from "../azure/service-tags.ts"
import type { Flow } from "../engine/flow.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { namedKeys, namedTerms } from "../judging/named-terms.ts"
import { outboundTo, surelyDenying } from "../judging/surely-denying.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { Found } from "./check.ts"
import { rangeOfTerm } from "./rule-terms.ts"
import { nameRule } from "./wording.ts"

/** A Deny that names a service of the platform by its tag, the only way to block it. */
export interface DeniedService {
  readonly rule: LocatedRule
  readonly service: PlatformService
  readonly tag: string
}

interface PlatformService {
  readonly flows: readonly Pick<Flow, "protocol" | "destinationPort">[]
  readonly name: string
  readonly effect: string
}

export function* deniedServices(judged: JudgedGroup): Iterable<Found<DeniedService>> {
  for (const [key, service] of Object.entries(services())) {
    if (!namedKeys(judged.rules).has(key)) continue
    const destination = namedTerms(judged.rules)
      .get(key)
      ?.find(({ side }) => side === "destination")?.term
    if (!destination) continue
    const flows = service.flows.map(flow => outboundTo(destination, flow))
    for (const rule of surelyDenying(judged, flows)) {
      if (tagShapeFaults(rule).length > 0) continue
      yield {
        at: rangeOfTerm(rule, "destination", [key]),
        severity: "information",
        rule,
        data: { rule, service, tag: platformTags[key as keyof typeof platformTags] },
      }
    }
  }
}

export function serviceText({ rule, service: { name, effect } }: DeniedService): string {
  return l10n.t`${nameRule(rule)} blocks ${name}: ${effect}. If that is not intended, remove this rule.`
}

const services = (): Readonly<Record<keyof typeof platformTags, PlatformService>> => ({
  "tag:azureplatformdns": {
    flows: [
      { protocol: "Udp", destinationPort: 53 },
      { protocol: "Tcp", destinationPort: 53 },
    ],
    name: l10n.t`Azure-provided DNS (168.63.129.16, port 53)`,
    effect: l10n.t`names resolve only through your own DNS server`,
  },
  "tag:azureplatformimds": {
    flows: [{ protocol: "Tcp", destinationPort: 80 }],
    name: l10n.t`the Instance Metadata Service (169.254.169.254, port 80)`,
    effect: l10n.t`managed identities and everything else that uses it stop working`,
  },
  "tag:azureplatformlkm": {
    flows: [{ protocol: "Tcp", destinationPort: 1688 }],
    name: l10n.t`Windows activation (KMS, port 1688)`,
    effect: l10n.t`Windows machines cannot activate`,
  },
})
