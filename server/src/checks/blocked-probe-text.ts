import * as l10n from "@vscode/l10n"
import { holdPlatformByNetwork } from "../azure/platform-reading.ts"
import { namesPlatform, type ProbeStopper } from "../judging/health-probes.ts"
import type { HealthProbe } from "../readers/reader.ts"
import type { StoppedProbes } from "./blocked-probes.ts"
import { countFreeAbove, hasRoomBelow } from "./free-priority.ts"
import { loadBalancerWord, virtualNetworkWord } from "./tag-words.ts"
import { listWords, nameRule } from "./wording.ts"

export function probeText(blocked: StoppedProbes): string {
  return `${effectText(blocked)} ${remedyText(blocked)}`
}

function remedyText({ group, stopper: { rule, before } }: StoppedProbes): string {
  const tag = loadBalancerWord(group)
  if (group.numbersRules) return l10n.t`Allow ${tag} inbound, before this rule in the list.`
  if (hasRoomBelow(group, rule.direction, before)) {
    return l10n.t`Allow ${tag} inbound at a priority below ${before}.`
  }
  return countFreeAbove(group, rule.direction, rule.priority) > 0
    ? l10n.t`Give this rule a higher priority number, and allow ${tag} before it.`
    : l10n.t`Allow ${tag} inbound before this rule.`
}

function effectText(blocked: StoppedProbes): string {
  const { certain, doubt, rule } = blocked.stopper
  const effect = certain ? certainEffect(blocked) : `${mayBlock(blocked)}: ${doubtText()[doubt]}.`
  const isSaid = !certain && doubt === "source"
  const source =
    !isSaid && holdPlatformByNetwork(rule.source)
      ? l10n.t` ${virtualNetworkWord(blocked.group)} includes 168.63.129.16, from which probes come.`
      : ""
  const isHedged = certain || blocked.probes.length > 0 || namesPlatform(rule)
  return `${effect}${source}${isHedged ? "" : l10n.t` Back ends behind this NSG, if there are any, would be marked unhealthy.`}`
}

function mayBlock({ stopper: { rule }, probes }: StoppedProbes): string {
  return l10n.t`${nameRule(rule)} may block ${probeNames(probes)}`
}

function certainEffect({ stopper: { rule, someGetIn }, probes }: StoppedProbes): string {
  const blocks = l10n.t`${nameRule(rule)} blocks ${probeNames(probes)}`
  const isKnown = probes.length > 0
  if (probes.some(({ assumed }) => !assumed)) return l10n.t`${blocks}; back ends will be marked unhealthy.`
  if (someGetIn && !isKnown) return l10n.t`${blocks}, except on ports that earlier rules allow.`
  if (isKnown || namesPlatform(rule)) return l10n.t`${blocks}; back ends behind this NSG will be marked unhealthy.`
  const from = holdPlatformByNetwork(rule.source) ? "" : l10n.t` (TCP from 168.63.129.16)`
  return l10n.t`${blocks}${from}; back ends behind this NSG, if there are any, will be marked unhealthy.`
}

const doubtText = (): Readonly<Record<ProbeStopper["doubt"], string>> => ({
  source: l10n.t`probes come from 168.63.129.16, which its source may include`,
  internet: l10n.t`an earlier rule allows Internet, and whether that includes 168.63.129.16, from which probes come, is not documented`,
  earlier: l10n.t`whether an earlier rule allows TCP from 168.63.129.16 is not known`,
})

/** `the health probe of "web" (TCP 8080)` where its port is known. */
function probeNames(probes: readonly HealthProbe[]): string {
  const ports = [...new Set(probes.flatMap(({ port }) => port ?? []))]
  const balancers = [...new Set(probes.map(({ loadBalancer }) => `"${loadBalancer}"`))]
  if (ports.length === 0 || balancers.length > 1) return l10n.t`load balancer health probes`
  const [balancer = ""] = balancers
  const list = listWords(ports.map(String))
  return ports.length > 1
    ? l10n.t`the health probes of load balancer ${balancer} (TCP ${list})`
    : l10n.t`the health probe of load balancer ${balancer} (TCP ${list})`
}
