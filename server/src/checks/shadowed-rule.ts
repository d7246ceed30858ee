import * as l10n from "@vscode/l10n"
import { defaultsBehind } from "../judging/defaulted-parameters.ts"
import { earlyDenies } from "../judging/early-denies.ts"
import { type GroupRule, isLocated } from "../judging/group-rule.ts"
import { type CustomJudgement, customJudgements, type JudgedGroup } from "../judging/judged-group.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { remembering } from "../values/remember.ts"
import { isUnknown } from "../values/unknown.ts"
import type { Found, GroupCheck, Related } from "./check.ts"
import { shadowedRuleFixes } from "./fixes/shadowed-rule-fixes.ts"
import { adviseBefore } from "./free-priority.ts"
import { relatedRule } from "./related.ts"
import { listRules, nameRule, withDefaults } from "./wording.ts"

export const shadowedRule: GroupCheck<DeadRule> = {
  code: "shadowed-rule",
  severity: "error",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "A rule that never matches, because earlier rules already match all of its traffic.",
  explanation: `
Azure evaluates the rules of a direction in order of priority and stops at the first match. If earlier rules match all of a
rule's traffic, the rule does nothing. That is worst if an earlier rule decides the other way: a Deny that never matches
leaves open what it was meant to close (Error), and an Allow that never matches blocks what it was meant to let through
(Warning). Otherwise the rule is only redundant (Hint).

The proof covers every packet: IPv4 and IPv6, all protocols, source and destination ports, and all earlier rules together,
not just one of them. Parameters without a value and service tags count as unknown sets; a rule is reported only if it never
matches whatever they contain. Rules with equal priorities are not used in proofs. A rule with a condition counts only
against rules that are deployed under the same condition, or under that one and others. A parameter with a default value
counts as that value; the finding then names it, because another deployment may set another value. If a single Deny matches
all traffic of every Allow after it, the Deny is reported instead, by deny-before-allows.
`,
  *run(judged, { partlyDead, template }) {
    const denied = new Set(earlyDenies(judged, partlyDead).flatMap(({ allows }) => allows))
    const first = remembering(matchesFirst)
    for (const judgement of customJudgements(judged)) {
      const { rule, cover } = judgement
      // Without a cover the rule has no packets of its own, or the fault is one Deny's: these are other findings.
      if (judgement.reach !== "dead" || cover.length === 0 || denied.has(rule)) continue
      const defaults = defaultsBehind([rule, ...cover], judged.group, template)
      yield found(deadRule(judged, judgement, partlyDead.has(rule), defaults), first)
    }
  },
  message,
  fixes: ({ rule, group, cover, isPart, defaults }) =>
    isPart || defaults.length > 0
      ? []
      : shadowedRuleFixes(
          rule,
          group,
          cover.filter(earlier => differs(earlier, rule)),
        ),
  json: ({ cover, conflict }) => ({ coveredBy: cover.map(({ name }) => name), conflict }),
  fault: ({ conflict }) => ({ conflict }),
  examples: [
    {
      title: "A Deny behind a broader Allow",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: allow-all, priority: 110, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                                                           ^ allow-any-to-any: "allow-all" (110) opens everything, all protocols and ports, to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:443. Replace it with rules for the ports that should be public.
- { name: no-rdp, priority: 200, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 3389 }
#         ^^^^^^ shadowed-rule: "no-rdp" (200) never matches: "allow-all" (110) already allows this traffic. Give it a priority below 110.
`,
    },
    {
      title: "An Allow that two earlier rules cover together",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: low, priority: 105, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 0-1023 }
- { name: high, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 1024-65535 }
#                                                                                                      ^ exposed-management-port: "high" (110) opens Docker (TCP 2375), RDP (TCP 3389), VNC (TCP 5800, 5900) and WinRM (TCP 5985, 5986) to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:2375. Allow only the addresses that need it, or use Azure Bastion.
- { name: ports, priority: 200, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 198.51.100.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 1000-2000 }
#         ^^^^^ shadowed-rule: "ports" (200) never matches: "low" (105) and "high" (110) together already match all of this traffic, and "low" (105) denies part of it. Give it a priority below 105.
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
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ shadowed-rule: "https" (200) never matches: "web" (100) already allows this traffic. Removing it changes nothing.
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
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ shadowed-rule: "smb" (300) never matches: "office" (200) already allows this traffic. Removing it changes nothing. "no-smb" (100) and "no-storage" (110) may also deny part of it.
`,
    },
    {
      title: "No number is left before the other rule",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: deny, priority: 100, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22 }
- { name: allow, priority: 101, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22 }
#         ^^^^^ shadowed-rule: "allow" (101) never matches: "deny" (100) already denies this traffic. Give "deny" a priority above 101: no priority is lower than 100.
`,
    },
    {
      title: "Template building blocks number rules in list order",
      language: "json",
      source: `
{
  "parameters": {
    "buildingBlocks": {
      "value": [
        {
          "type": "NetworkSecurityGroup",
          "settings": [
            {
              "name": "web",
              "securityRules": [
                { "name": "allow-all", "direction": "Inbound", "access": "Allow", "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" },
//                                                                                                                         ^ allow-any-to-any: "allow-all" (100) opens everything, all protocols and ports, to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:443. Replace it with rules for the ports that should be public.
                { "name": "no-rdp", "direction": "Inbound", "access": "Deny", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "3389" }
//                         ^^^^^^ shadowed-rule: "no-rdp" (110) never matches: "allow-all" (100) already allows this traffic. Move it up in the list, before "allow-all".
              ]
            }
          ]
        }
      ]
    }
  }
}
`,
    },
    {
      title: "Rules under one condition, and one under its opposite",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "isOpen": { "type": "bool" } },
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web"
    },
    {
      "condition": "[parameters('isOpen')]",
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "web/allow-all",
      "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" }
//                                                                                                                           ^ exposed-any-port: "allow-all" (100) may open every TCP port to the Internet: any public IPv4 or IPv6 address could connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:443. The rule is deployed only under a condition. List only the ports that should be public.
    },
    {
      "condition": "[parameters('isOpen')]",
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "web/no-rdp",
//             ^^^^^^^^^^ shadowed-rule: "no-rdp" (200) never matches: "allow-all" (100) already allows this traffic. Give "allow-all" a priority above 200: no priority is lower than 100.
      "properties": { "priority": 200, "direction": "Inbound", "access": "Deny", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "3389" }
    },
    {
      "condition": "[not(parameters('isOpen'))]",
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "web/no-ssh",
      "properties": { "priority": 300, "direction": "Inbound", "access": "Deny", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" }
    }
  ]
}
`,
    },
    {
      title: "A rule that is there only by a parameter's default value",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "offices": { "type": "array", "defaultValue": ["203.0.113.0/24"] } },
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web"
    },
    {
      "condition": "[not(empty(parameters('offices')))]",
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "web/no-ssh",
      "properties": { "priority": 110, "direction": "Inbound", "access": "Deny", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" }
    },
    {
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "web/ssh",
//             ^^^^^^^ shadowed-rule: "ssh" (200) never matches with the default value of offices: "no-ssh" (110) already denies this traffic. Give it a priority below 110.
      "properties": { "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" }
    }
  ]
}
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

/** A rule that never matches, and what its message tells. */
interface DeadRule extends Pick<CustomJudgement, "rule" | "cover" | "oppositeBesides"> {
  readonly group: LocatedGroup
  /** Some rule of the cover decides the other way. */
  readonly conflict: boolean
  /** Other rules that are made of the same text do match. */
  readonly isPart: boolean
  /** Parameters whose default values have a part in it. */
  readonly defaults: readonly string[]
}

function deadRule(
  { group }: JudgedGroup,
  { rule, cover, oppositeBesides }: CustomJudgement,
  isPart: boolean,
  defaults: readonly string[],
): DeadRule {
  const conflict = cover.some(earlier => differs(earlier, rule))
  return { rule, cover, oppositeBesides, group, isPart, conflict, defaults }
}

function found(dead: DeadRule, first: (earlier: LocatedRule) => Related): Found<DeadRule> {
  const { rule, cover, conflict, isPart } = dead
  return {
    at: conflict || isPart ? rule.at.name : rule.at.self,
    severity: !conflict ? "hint" : rule.access === "Deny" ? "error" : "warning",
    rule,
    related: cover.filter(isLocated).map(first),
    unnecessary: !conflict && !isPart,
    data: dead,
  }
}

/** Of a rule that many others stand behind one and the same. */
function matchesFirst(earlier: LocatedRule): Related {
  return relatedRule(earlier, l10n.t`${nameRule(earlier)} matches first: ${accessText(earlier)}`)
}

export function differs(earlier: GroupRule, rule: GroupRule): boolean {
  return typeof earlier.access === "string" && typeof rule.access === "string" && earlier.access !== rule.access
}

function accessText({ access }: GroupRule): string {
  return isUnknown(access) ? l10n.t`Allow or Deny` : access
}

function message(dead: DeadRule): string {
  const { group, rule, cover, conflict, defaults } = dead
  const opposite = cover.filter(earlier => differs(earlier, rule))
  const advice = conflict ? adviseBefore(group, rule, opposite) : removalText(dead)
  return l10n.t`${nameRule(rule)} never matches${withDefaults(defaults)}: ${takenText(dead, opposite)}. ${advice}${besidesText(dead)}`
}

/** What another deployment, with other values, may do with a rule that is of no use in this one. */
function removalText({ isPart, defaults }: DeadRule): string {
  if (isPart) return l10n.t`Keep it: the same code also creates rules that do match.`
  return defaults.length > 0
    ? l10n.t`With these values, removing it changes nothing.`
    : l10n.t`Removing it changes nothing.`
}

/** Who takes the rule's traffic; where that is not all of one access, also who decides the other way. */
export function takenText({ cover }: Pick<DeadRule, "cover">, opposite: readonly GroupRule[]): string {
  const isMixed = opposite.length > 0 && opposite.length < cover.length
  const access = isMixed ? undefined : cover.every(({ access }) => access === cover[0]?.access) && cover[0]?.access
  const taken = cover.length > 1 ? takenTogetherText(cover, access) : takenByOneText(cover, access)
  return isMixed ? l10n.t`${taken}, and ${partText(opposite)}` : taken
}

function takenByOneText(cover: readonly GroupRule[], access: unknown): string {
  const rule = listRules(cover)
  if (access === "Allow") return l10n.t`${rule} already allows this traffic`
  return access === "Deny"
    ? l10n.t`${rule} already denies this traffic`
    : l10n.t`${rule} already matches all of this traffic`
}

function takenTogetherText(cover: readonly GroupRule[], access: unknown): string {
  const rules = listRules(cover)
  if (access === "Allow") return l10n.t`${rules} together already allow this traffic`
  return access === "Deny"
    ? l10n.t`${rules} together already deny this traffic`
    : l10n.t`${rules} together already match all of this traffic`
}

function partText(opposite: readonly GroupRule[]): string {
  const rules = listRules(opposite)
  const isDeny = opposite[0]?.access === "Deny"
  if (opposite.length > 1) return isDeny ? l10n.t`${rules} deny part of it` : l10n.t`${rules} allow part of it`
  return isDeny ? l10n.t`${rules} denies part of it` : l10n.t`${rules} allows part of it`
}

function besidesText({ rule, oppositeBesides }: DeadRule): string {
  if (oppositeBesides.length === 0) return ""
  const rules = listRules(oppositeBesides)
  const isDeny = rule.access === "Deny"
  if (!oppositeBesides.every(isLiteral))
    return isDeny ? l10n.t` ${rules} may also allow part of it.` : l10n.t` ${rules} may also deny part of it.`
  if (oppositeBesides.length > 1)
    return isDeny ? l10n.t` ${rules} also allow part of it.` : l10n.t` ${rules} also deny part of it.`
  return isDeny ? l10n.t` ${rules} also allows part of it.` : l10n.t` ${rules} also denies part of it.`
}

/** Whether what the rule matches is certain: no tag, group or expression is part of it. */
function isLiteral({ protocol, source, sourcePorts, destination, destinationPorts }: GroupRule): boolean {
  const addresses = [...source, ...destination].every(({ kind }) => kind === "any" || kind === "prefix")
  return (
    addresses && [...sourcePorts, ...destinationPorts].every(port => "first" in port) && typeof protocol === "string"
  )
}
