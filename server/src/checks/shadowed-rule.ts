import type { Judgement } from "../engine/judgement.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { Check, Finding } from "./check.ts"
import { customJudgements, type GroupRule, isLocated, type JudgedGroup } from "./judged-group.ts"
import { relatedRule } from "./related.ts"
import { listRules, nameRule } from "./wording.ts"

export const shadowedRule: Check = {
  code: "shadowed-rule",
  severity: "error",
  summary: "A rule that never matches, because earlier rules take all of its traffic.",
  explanation: `
Azure evaluates the rules of a direction by priority and stops at the first that matches. A rule whose traffic is all
taken before its turn does nothing. Where an earlier rule decides the other way this is more than clutter: a Deny that
never matches leaves open what it was written to close (Error), an Allow that never matches breaks what it was written
for (Warning). Otherwise the rule is merely superfluous (Hint).

The proof covers every packet: IPv4 and IPv6, all protocols, source and destination ports, and the union of all earlier
rules, not just one of them. Parameters and service tags count as unknown sets; a rule is reported only if it is dead
whatever they hold. Rules of equal priority, and rules under a condition, prove nothing.
`,
  *run({ groups }) {
    const alive = placesAlive(groups)
    for (const judged of groups) {
      for (const judgement of customJudgements(judged)) {
        // Without a cover the rule has no packets of its own: that is another fault.
        if (judgement.reach === "dead" && judgement.cover.length > 0) yield finding(judged, judgement, alive)
      }
    }
  },
  examples: [
    {
      title: "A Deny behind a broader Allow",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: allow-all, priority: 100, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: no-rdp, priority: 200, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 3389 }
#         ^^^^^^ shadowed-rule: This Deny never matches, so it closes nothing: "allow-all" (100) takes all of its traffic and allows it. Move it to a priority before 100, or remove it.
`,
    },
    {
      title: "An Allow that two earlier rules cover together",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: low, priority: 100, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 0-1023 }
- { name: high, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 1024-65535 }
- { name: ports, priority: 200, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 198.51.100.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 1000-2000 }
#         ^^^^^ shadowed-rule: This Allow never matches: "low" (100) and "high" (110) together take all of its traffic, and "low" (100) denies its part. Move it to a priority before 100, or remove it.
`,
    },
    {
      title: "A rule that repeats an earlier one",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: web, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRanges: [80, 443] }
- { name: https, priority: 200, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.0.0.0/8, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ shadowed-rule: Never matches: "web" (100) already allows all of its traffic. Removing it changes nothing.
`,
    },
    {
      title: "Other rules decide some of it before",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: no-smb, priority: 100, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/25, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 445 }
- { name: no-storage, priority: 110, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: Storage, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 445 }
- { name: office, priority: 200, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: smb, priority: 300, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 445 }
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ shadowed-rule: Never matches: "office" (200) already allows all of its traffic. Removing it changes nothing. Besides, "no-smb" (100) and "no-storage" (110) may deny some of its traffic first.
`,
    },
    {
      title: "Earlier in the file is not earlier in priority",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: deny-all, priority: 4096, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: https, priority: 200, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
`,
    },
  ],
}

type Dead = Judgement<GroupRule> & { readonly rule: LocatedRule }

/** Where rules stand that do match: of several that loops and modules make of one text only some may be dead. */
function placesAlive(groups: readonly JudgedGroup[]): ReadonlySet<string> {
  const rules = groups.flatMap(judged => customJudgements(judged).filter(({ reach }) => reach !== "dead"))
  return new Set(rules.map(({ rule }) => placeOf(rule)))
}

function placeOf({ document = "", at }: LocatedRule): string {
  return `${at.self.start} ${document}`
}

function finding({ group }: JudgedGroup, dead: Dead, alive: ReadonlySet<string>): Finding {
  const { rule, cover } = dead
  const isPart = alive.has(placeOf(rule))
  const conflict = cover.some(earlier => differs(earlier, rule))
  const severity = !conflict ? "hint" : rule.access === "Deny" ? "error" : "warning"
  return {
    code: shadowedRule.code,
    severity,
    range: conflict || isPart ? rule.at.name : rule.at.self,
    group,
    rule,
    related: cover
      .filter(isLocated)
      .map(earlier => relatedRule(earlier, `${nameRule(earlier)} takes its traffic: ${earlier.access}`)),
    data: { coveredBy: cover.map(({ name }) => name), conflict },
    message: message(dead, conflict, isPart),
    ...(!conflict && !isPart && { unnecessary: true }),
  }
}

function differs(earlier: GroupRule, rule: GroupRule): boolean {
  return typeof earlier.access === "string" && typeof rule.access === "string" && earlier.access !== rule.access
}

/** `isPart`: other rules that are made of the same text do match. */
function message(dead: Dead, conflict: boolean, isPart: boolean): string {
  return `${conflict ? conflictText(dead) : repetitionText(dead, isPart)}${besidesText(dead)}`
}

/** Some of what covers the rule decides the other way: the author believes something that is not so. */
function conflictText({ rule, cover }: Dead): string {
  const effect = rule.access === "Deny" ? "so it closes nothing" : "so it opens nothing"
  const opposite = cover.filter(earlier => differs(earlier, rule))
  const acts = rule.access === "Deny" ? "allow" : "deny"
  const taken = `${listRules(cover)} ${cover.length > 1 ? "together take" : "takes"} all of its traffic`
  const advice = `Move it to a priority before ${opposite[0]?.priority ?? "theirs"}, or remove it.`
  if (opposite.length < cover.length) {
    const part = opposite.length > 1 ? "their parts" : "its part"
    const verb = opposite.length > 1 ? acts : thirdPerson(acts)
    return `This ${rule.access} never matches: ${taken}, and ${listRules(opposite)} ${verb} ${part}. ${advice}`
  }
  const verb = cover.length > 1 ? acts : thirdPerson(acts)
  return `This ${rule.access} never matches, ${effect}: ${taken} and ${verb} it. ${advice}`
}

function repetitionText({ rule, cover }: Dead, isPart: boolean): string {
  const verb = rule.access === "Allow" ? "allow" : rule.access === "Deny" ? "deny" : "take"
  const taken =
    cover.length > 1
      ? `${listRules(cover)} together already ${verb} all of its traffic`
      : `${listRules(cover)} already ${thirdPerson(verb)} all of its traffic`
  const advice = isPart ? "Other rules that this text makes still match." : "Removing it changes nothing."
  return `Never matches: ${taken}. ${advice}`
}

function besidesText({ rule, oppositeBesides }: Dead): string {
  if (oppositeBesides.length === 0) return ""
  const verb = rule.access === "Deny" ? "allow" : "deny"
  const many = oppositeBesides.length > 1
  const decide = !oppositeBesides.every(isLiteral) ? `may ${verb}` : many ? verb : thirdPerson(verb)
  return ` Besides, ${listRules(oppositeBesides)} ${decide} some of its traffic first.`
}

/** Whether what the rule matches is certain: no tag, group or expression is part of it. */
function isLiteral({ protocol, source, sourcePorts, destination, destinationPorts }: GroupRule): boolean {
  const addresses = [...source, ...destination].every(({ kind }) => kind === "any" || kind === "prefix")
  return (
    addresses && [...sourcePorts, ...destinationPorts].every(port => "first" in port) && typeof protocol === "string"
  )
}

function thirdPerson(verb: string): string {
  return verb === "deny" ? "denies" : `${verb}s`
}
