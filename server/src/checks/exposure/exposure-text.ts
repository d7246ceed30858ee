import * as l10n from "@vscode/l10n"
import { publicCount } from "../../judging/remote-addresses.ts"
import { wideFamily } from "../../judging/wide-shares.ts"
import { rangeText } from "../../values/parse-ports.ts"
import type { PortRange } from "../../values/port.ts"
import { remembering } from "../../values/remember.ts"
import { isUnknown } from "../../values/unknown.ts"
import { packetText } from "../packet-text.ts"
import { listRules, listWords, nameRule, withDefaults } from "../wording.ts"
import type { ExposingRule } from "./exposing-rules.ts"
import { adminDoubt, throughJson, throughTexts } from "./through-text.ts"

/** `"allow-ssh" (100) opens SSH (TCP 22) to the Internet: … . …`, and what to do. */
export function exposureText(exposing: ExposingRule, what: string, advice: string): string {
  const { rule, exposure, defaults } = exposing
  const besides = `${togetherText(exposing)}${withDefaults(defaults)}`
  const [name, who, witness] = [nameRule(rule), whoText(exposing), witnessOf(exposing)]
  const sentences = [
    exposure.doubt
      ? l10n.t`${name} may open ${what} to the Internet${besides}: ${who} could connect, such as ${witness}.`
      : l10n.t`${name} opens ${what} to the Internet${besides}: ${who} can connect, such as ${witness}.`,
    ...(rule.implied ? [l10n.t`Cluster API adds this rule unless one of your rules has this port.`] : []),
    ...doubtTexts(exposing),
    ...deniesTexts(exposing),
    ...throughTexts(exposure),
    advice,
  ]
  return sentences.join(" ")
}

function togetherText({ exposure: { together = [] } }: ExposingRule): string {
  return together.length === 0 ? "" : l10n.t` together with ${listRules(together, 3)}`
}

/** `any public IPv4 address`. */
export function whoText({ share, width }: Pick<ExposingRule, "share" | "width">): string {
  const { ipv4, ipv6 } = share
  const [isEvery4, isEvery6] = [ipv4 === publicCount.ipv4, ipv6 === publicCount.ipv6]
  if (isEvery4 && isEvery6) return l10n.t`any public IPv4 or IPv6 address`
  const some4 = isEvery4
    ? [l10n.t`any public IPv4 address`]
    : ipv4 > 0
      ? [l10n.t`${roundedCount(ipv4)} public IPv4 addresses`]
      : []
  const some6 = isEvery6 ? [l10n.t`any public IPv6 address`] : ipv6 > 0n ? [l10n.t`many public IPv6 addresses`] : []
  // The family that makes it an exposure comes first.
  return listWords(wideFamily(share, width) === 6 ? [...some6, ...some4] : [...some4, ...some6])
}

/** `about 2.1 billion`: nobody compares ten digits, and programs read the exact number. */
function roundedCount(count: number): string {
  return count < 1000 ? String(count) : l10n.t`about ${compactNumbers(l10n.t`en-US`).format(count)}`
}

/** Made once for a language, since making one takes thirty times as long as writing a number with it. */
const compactNumbers = remembering(
  (language: string) =>
    new Intl.NumberFormat(language, { notation: "compact", compactDisplay: "long", maximumSignificantDigits: 2 }),
)

function deniesTexts({ exposure: { denies } }: ExposingRule): string[] {
  if (denies.length === 0) return []
  const rules = listRules(denies, 3)
  return [denies.length > 1 ? l10n.t`${rules} block only part of it.` : l10n.t`${rules} blocks only part of it.`]
}

function doubtTexts({ exposure: { doubt, doubtedBy = [] }, rule, incompleteReason }: ExposingRule): string[] {
  const texts = {
    hidden: l10n.t`Rules that are not known here (${incompleteReason ?? ""}) may block it.`,
    rule: ruleDoubt(rule),
    earlier: l10n.t`Whether earlier rules block it is not known here.`,
    machines: l10n.t`It reaches none of the machines described here behind this NSG, but it may reach others.`,
    admin: adminDoubt(doubtedBy),
    work: l10n.t`There are too many earlier rules to decide whether they block it.`,
  }
  // What is in doubt of other levels stands behind what they do.
  return doubt && doubt !== "levels" ? [texts[doubt]] : []
}

function ruleDoubt(rule: ExposingRule["rule"]): string {
  if (isUnknown(rule.priority)) return l10n.t`Its priority is not known here.`
  if (isUnknown(rule.protocol)) return l10n.t`Its protocol is not known here.`
  if (rule.sourcePorts.some(port => "unknown" in port)) return l10n.t`Its source port is not known here.`
  return l10n.t`The rule is deployed only under a condition.`
}

/** A packet that gets in, as a flow is written. */
export function witnessOf(exposing: Pick<ExposingRule, "share" | "width" | "kind" | "ports" | "protocols">): string {
  const { share, width, kind, ports, protocols } = exposing
  const example = (wideFamily(share, width) === 6 ? share.ipv6Example : undefined) ?? share.example
  const [first] = ports
  const isAll = kind === "any to any" || kind === "any port"
  const port = isAll || !first ? example.destinationPort : first.first
  const protocol = isAll ? example.protocol : (protocols[0] ?? example.protocol)
  return packetText({ ...example, protocol, destinationPort: port })
}

/** `SSH (TCP 22), RDP (TCP 3389) and 3 more services`. */
export function servicesText({ services }: Pick<ExposingRule, "services">): string {
  const names = new Map<string, number[]>()
  for (const { name, port } of services) names.set(name, [...(names.get(name) ?? []), port])
  const protocol = services[0]?.kind === "udp" ? "UDP" : "TCP"
  const texts = [...names].map(([name, ports]) => `${name} (${protocol} ${ports.join(", ")})`)
  const more = texts.length - mostNamed
  return listWords(more > 1 ? [...texts.slice(0, mostNamed), l10n.t`${more} more services`] : texts)
}

const mostNamed = 3

/** `22`, `80, 443 and 8080-8090`. */
export function portsText(ports: readonly PortRange[]): string {
  const texts = ports.map(rangeText)
  const more = texts.length - 5
  return listWords(more > 1 ? [...texts.slice(0, 5), l10n.t`${more} more`] : texts)
}

/** What programs see of the finding. */
export function exposureJson(exposing: ExposingRule): Readonly<Record<string, unknown>> {
  const { protocols, ports, share, exposure, defaults } = exposing
  return {
    protocols,
    ports: ports.map(rangeText),
    publicAddresses: share.ipv4,
    ipv6: share.ipv6 > 0n,
    witness: witnessOf(exposing),
    blockedInPartBy: exposure.denies.map(({ name }) => name),
    ...throughJson(exposure),
    certain: exposure.doubt === undefined,
    defaults,
  }
}

/** Another fault only where other ports are open: how many addresses reach them changes with the service tags. */
export function exposureFault({ protocols, ports }: ExposingRule): Readonly<Record<string, unknown>> {
  return { protocols, ports: ports.map(rangeText) }
}
