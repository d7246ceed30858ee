import * as l10n from "@vscode/l10n"
import { capitalised, listWords, nameRule } from "../checks/wording.ts"
import type { Flow, Outcome } from "../engine/flow.ts"
import { type GroupRule, isDefault } from "../judging/group-rule.ts"
import { type Branch, branchesOf, mayOverlap } from "../judging/outcome-branches.ts"
import type { FlowVerdict } from "../judging/verify-flow.ts"
import { groupedBy } from "../values/grouped.ts"
import { formatAddress } from "./flow-text.ts"
import { describeNeeds, isSingle, isWithinNetwork, type PortWord, withinNetwork } from "./need-text.ts"
import { platformName } from "./platform-name.ts"
import { shortWords } from "./rule-cells.ts"

type Part = Outcome<GroupRule>

/**
 * Sentences: `traffic from 198.51.100.0/24 is allowed by "office" (100); everything else from Internet is denied by
 * DenyAllInBound.` What no ordinary rule judges comes last, as hardly anyone asks for it.
 */
export function describeParts({ flow, outcomes, platformParts }: FlowVerdict): string[] {
  const branches = branchesOf(outcomes)
  if (!branches) return []
  const { tried, otherwise } = branches
  const listed = tried.flatMap(branch => branch.outcomes)
  const texts = tried.slice(0, mostBranches).map(branch => describeBranch(flow, branch, listed))
  const more = tried.slice(mostBranches).reduce((sum, branch) => sum + branch.outcomes.length, 0)
  const rules = listWords(shown(otherwise.outcomes.map(({ rule }) => rule && nameDecider(rule))))
  const platform = describePlatformParts(platformParts)
  const rest = endings.one[otherwise.access ?? "Unknown"](remainder(flow), rules)
  if (texts.length === 0) return [`${[...platform, rest].join("; ")}.`]
  const others = more > 0 ? [l10n.t`${more} more rules decide other parts`] : []
  return [`${[...texts, ...others, rest].join("; ")}.`, ...platform.map(text => `${text}.`)]
}

/** What no ordinary rule judges, together where it ends alike: `Azure-provided DNS is allowed as platform traffic`. */
function describePlatformParts(parts: FlowVerdict["platformParts"]): string[] {
  const alike = groupedBy(parts, ({ access, rule }) => JSON.stringify([access, rule && nameDecider(rule)]))
  return [...alike.values()].flatMap(some => {
    const [first] = some
    if (!first) return []
    const { access, rule } = first
    const names = [...new Set(some.map(({ traffic }) => platformName(traffic)))]
    const count = names.length > 1 ? "several" : "one"
    const list = capitalised(listWords(names))
    return rule ? endings[count][access](list, nameDecider(rule)) : platformEndings[count][access](list)
  })
}

/** A rule by its name; Azure's own are known without a priority. */
export function nameDecider(rule: GroupRule): string {
  return isDefault(rule) ? rule.name : nameRule(rule)
}

const mostBranches = 4
const mostParts = 3

/** What becomes of traffic, and by which rules. */
const endings = {
  one: {
    Allow: (traffic: string, rules: string) => l10n.t`${traffic} is allowed by ${rules}`,
    Deny: (traffic: string, rules: string) => l10n.t`${traffic} is denied by ${rules}`,
    Unknown: (traffic: string, rules: string) => l10n.t`${traffic} is allowed or denied by ${rules}`,
  },
  several: {
    Allow: (traffic: string, rules: string) => l10n.t`${traffic} are allowed by ${rules}`,
    Deny: (traffic: string, rules: string) => l10n.t`${traffic} are denied by ${rules}`,
    Unknown: (traffic: string, rules: string) => l10n.t`${traffic} are allowed or denied by ${rules}`,
  },
} as const

const platformEndings = {
  one: {
    Allow: (traffic: string) => l10n.t`${traffic} is allowed as platform traffic`,
    Deny: (traffic: string) => l10n.t`${traffic} is denied as platform traffic`,
    Unknown: (traffic: string) => l10n.t`${traffic} is allowed or denied as platform traffic`,
  },
  several: {
    Allow: (traffic: string) => l10n.t`${traffic} are allowed as platform traffic`,
    Deny: (traffic: string) => l10n.t`${traffic} are denied as platform traffic`,
    Unknown: (traffic: string) => l10n.t`${traffic} are allowed or denied as platform traffic`,
  },
} as const

function describeBranch(flow: Flow, { access, outcomes }: Branch<Part>, listed: readonly Part[]): string {
  const [first, ...others] = outcomes.slice(0, mostParts).map(part => {
    const isCut = listed.slice(0, listed.indexOf(part)).some(one => one.access !== access && mayOverlap(one, part))
    return { ...subject(flow, part, isCut), rule: part.rule ? nameDecider(part.rule) : l10n.t`no rule` }
  })
  if (!first) return ""
  const more = outcomes.length - mostParts
  const rest = more > 1 ? [l10n.t`other traffic by ${more} more rules`] : [l10n.t`other traffic by ${more} more rule`]
  // Without "and": "allowed by AllowVnetInBound and AzureLoadBalancer" would be read as one.
  return [
    endings[first.isPlural ? "several" : "one"][access ?? "Unknown"](first.text, first.rule),
    ...others.map(({ text, rule }) => l10n.t`${text} by ${rule}`),
    ...(more > 0 ? rest : []),
  ].join(", ")
}

interface Subject {
  readonly text: string
  readonly isPlural: boolean
}

/** The packets that a rule holds, in words; `isCut`: but for those that rules with another ending take before. */
function subject(flow: Flow, part: Part, isCut: boolean): Subject {
  const { sources, destinations, sourcePorts, ports } = describeNeeds(flow, part)
  if (sources.length + destinations.length === 0) return portSubject(ports, sourcePorts, isCut)
  const isWithin = isWithinNetwork({ sources, destinations })
  const details = [
    ...(isWithin ? [withinNetwork()] : []),
    ...(sources.length > 0 && !isWithin ? [l10n.t`from ${shortWords(sources)}`] : []),
    ...(destinations.length > 0 && !isWithin ? [l10n.t`to ${shortWords(destinations)}`] : []),
    ...(ports.length > 0 ? [onPorts(ports)] : []),
    ...(sourcePorts.length > 0 ? [fromPorts(sourcePorts)] : []),
  ].join(" ")
  return { text: isCut ? l10n.t`the rest of the traffic ${details}` : l10n.t`traffic ${details}`, isPlural: false }
}

function portSubject(ports: readonly PortWord[], sourcePorts: readonly PortWord[], isCut: boolean): Subject {
  const own = ports.length > 0 ? ports : sourcePorts
  const of = ports.length > 0 ? portsText(ports) : sourcePortsText(sourcePorts)
  const text = ports.length > 0 && sourcePorts.length > 0 ? `${of} ${fromPorts(sourcePorts)}` : of
  return { text: isCut ? l10n.t`the rest of ${text}` : text, isPlural: areSeveral(own) }
}

function portsText(ports: readonly PortWord[]): string {
  const list = portList(ports)
  if (ports[0]?.isDescribed) return list
  return areSeveral(ports) ? l10n.t`ports ${list}` : l10n.t`port ${list}`
}

function sourcePortsText(ports: readonly PortWord[]): string {
  const list = portList(ports)
  if (ports[0]?.isDescribed) return list
  return areSeveral(ports) ? l10n.t`source ports ${list}` : l10n.t`source port ${list}`
}

function onPorts(ports: readonly PortWord[]): string {
  const list = portList(ports)
  if (ports[0]?.isDescribed) return l10n.t`on ${list}`
  return areSeveral(ports) ? l10n.t`on ports ${list}` : l10n.t`on port ${list}`
}

function fromPorts(ports: readonly PortWord[]): string {
  const list = portList(ports)
  if (ports[0]?.isDescribed) return l10n.t`from ${list}`
  return areSeveral(ports) ? l10n.t`from source ports ${list}` : l10n.t`from source port ${list}`
}

function portList(ports: readonly PortWord[]): string {
  return shortWords(ports.map(({ text }) => text))
}

function areSeveral(ports: readonly PortWord[]): boolean {
  return ports.length > 1 || ports.some(({ text, isDescribed }) => !isDescribed && text.includes("-"))
}

function remainder({ source, destination }: Flow): string {
  const [isFrom, isTo] = [source, destination].map(end => !isSingle(end) && end.kind !== "any")
  if (isFrom) return l10n.t`everything else from ${formatAddress(source)}`
  return isTo ? l10n.t`everything else to ${formatAddress(destination)}` : l10n.t`everything else`
}

function shown(names: readonly (string | null)[]): string[] {
  const known = names.filter(name => name !== null)
  const more = known.length - mostParts
  return more > 0 ? [...known.slice(0, mostParts), l10n.t`${more} more`] : known
}
