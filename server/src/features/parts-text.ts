import { capitalised, listWords, nameRule } from "../checks/wording.ts"
import type { Flow, Outcome } from "../engine/flow.ts"
import { type GroupRule, isDefault } from "../judging/group-rule.ts"
import { type Branch, branchesOf, mayOverlap } from "../judging/outcome-branches.ts"
import type { FlowVerdict } from "../judging/verify-flow.ts"
import { formatAddress } from "./flow-text.ts"
import { describeNeeds, isSingle, isWithinNetwork, withinNetwork } from "./need-text.ts"
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
  const rest = `${remainder(flow)} is ${verbs[otherwise.access ?? "Unknown"]} by ${rules}`
  if (texts.length === 0) return [`${[...platform, rest].join("; ")}.`]
  const others = more > 0 ? [`${more} more rules decide other parts`] : []
  return [`${[...texts, ...others, rest].join("; ")}.`, ...platform.map(text => `${text}.`)]
}

/** What no ordinary rule judges, together where it ends alike: `Azure-provided DNS is allowed as platform traffic`. */
function describePlatformParts(parts: FlowVerdict["platformParts"]): string[] {
  const names = new Map<string, Set<string>>()
  for (const { access, traffic, rule } of parts) {
    const ending = `${verbs[access]} ${rule ? `by ${nameDecider(rule)}` : "as platform traffic"}`
    names.set(ending, (names.get(ending) ?? new Set()).add(traffic.name.replace(/^The /, "the ")))
  }
  return [...names].map(([ending, some]) => {
    const list = listWords([...some])
    return `${capitalised(list)} ${some.size > 1 ? "are" : "is"} ${ending}`
  })
}

/** A rule by its name; Azure's own are known without a priority. */
export function nameDecider(rule: GroupRule): string {
  return isDefault(rule) ? rule.name : nameRule(rule)
}

const mostBranches = 4
const mostParts = 3
const verbs = { Allow: "allowed", Deny: "denied", Unknown: "allowed or denied" } as const

function describeBranch(flow: Flow, { access, outcomes }: Branch<Part>, listed: readonly Part[]): string {
  const [first, ...others] = outcomes.slice(0, mostParts).map(part => {
    const { text, isPlural } = subject(flow, part)
    const isCut = listed.slice(0, listed.indexOf(part)).some(one => one.access !== access && mayOverlap(one, part))
    return {
      text: isCut ? `the rest of ${text.replace(/^traffic /, "the traffic ")}` : text,
      verb: isPlural ? "are" : "is",
      rule: part.rule ? nameDecider(part.rule) : "no rule",
    }
  })
  if (!first) return ""
  const more = outcomes.length - mostParts
  // Without "and": "allowed by AllowVnetInBound and AzureLoadBalancer" would be read as one.
  return [
    `${first.text} ${first.verb} ${verbs[access ?? "Unknown"]} by ${first.rule}`,
    ...others.map(({ text, rule }) => `${text} by ${rule}`),
    ...(more > 0 ? [`other traffic by ${more} more rule${more > 1 ? "s" : ""}`] : []),
  ].join(", ")
}

/** The packets that a rule holds, in words. */
function subject(flow: Flow, part: Part): { readonly text: string; readonly isPlural: boolean } {
  const { sources, destinations, sourcePorts, ports } = describeNeeds(flow, part)
  const details = [
    ...(destinations.length > 0 ? [`to ${shortWords(destinations)}`] : []),
    ...(ports.length > 0 && sources.length + destinations.length > 0 ? [`on ${portWord("port", ports)}`] : []),
    ...(sourcePorts.length > 0 && sources.length + destinations.length + ports.length > 0
      ? [`from ${portWord("source port", sourcePorts)}`]
      : []),
  ]
  if (isWithinNetwork({ sources, destinations })) {
    return { text: ["traffic", withinNetwork, ...details.slice(1)].join(" "), isPlural: false }
  }
  if (sources.length > 0) {
    return { text: [`traffic from ${shortWords(sources)}`, ...details].join(" "), isPlural: false }
  }
  if (destinations.length > 0) return { text: ["traffic", ...details].join(" "), isPlural: false }
  const [word, own] = ports.length > 0 ? (["port", ports] as const) : (["source port", sourcePorts] as const)
  return { text: [portWord(word, own), ...details].join(" "), isPlural: areSeveral(own) }
}

function portWord(word: string, ports: readonly string[]): string {
  return `${word}${areSeveral(ports) ? "s" : ""} ${shortWords(ports)}`
}

function areSeveral(ports: readonly string[]): boolean {
  return ports.length > 1 || ports.some(port => port.includes("-"))
}

function remainder({ source, destination }: Flow): string {
  const [isFrom, isTo] = [source, destination].map(end => !isSingle(end) && end.kind !== "any")
  if (isFrom) return `everything else from ${formatAddress(source)}`
  return isTo ? `everything else to ${formatAddress(destination)}` : "everything else"
}

function shown(names: readonly (string | null)[]): string[] {
  const known = names.filter(name => name !== null)
  return known.length > mostParts ? [...known.slice(0, mostParts), `${known.length - mostParts} more`] : known
}
