import * as l10n from "@vscode/l10n"
import type { BoxEnd, TrafficBox } from "../engine/traffic-box.ts"
import { type GroupRule, isLocated } from "../judging/group-rule.ts"
import { isPartial } from "../judging/judged-group.ts"
import { type PartlyTaken, partlyTakenRules } from "../judging/taken-traffic.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import { portText } from "../values/parse-ports.ts"
import type { GroupCheck } from "./check.ts"
import { adviseBefore } from "./free-priority.ts"
import { packetText } from "./packet-text.ts"
import { relatedRule } from "./related.ts"
import { possibly } from "./severity.ts"
import { listRules, nameRule, withoutCapital } from "./wording.ts"

export const partlyShadowedRule: GroupCheck<PartlyShadowed> = {
  code: "partly-shadowed-rule",
  severity: "information",
  isOff: true,
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "A rule whose traffic is partly decided by earlier rules with the opposite access.",
  explanation: `
An earlier rule decides some of the rule's traffic the other way, and other traffic too: the two overlap, and it matters
which one comes first. An earlier rule that lies entirely within the later one is not reported, because that is how
exceptions are made; nor is a Deny of all ports, which is there for the rest of the traffic. With \`--format json\` the
finding lists what the earlier rules decide, in a few boxes.

It is off by default, because such overlaps are often intended.
`,
  *run(judged) {
    for (const partly of partlyTakenRules(judged)) {
      const { rule, taken } = partly
      yield {
        at: rule.at.name,
        ...(isPartial(judged) && { severity: possibly("information") }),
        rule,
        related: taken.flatMap(({ by }) =>
          isLocated(by) ? relatedRule(by, l10n.t`${nameRule(by)} matches first: ${String(by.access)}`) : [],
        ),
        data: { ...partly, group: judged.group, isPossible: isPartial(judged) },
      }
    }
  },
  message,
  json: ({ taken }) => ({
    taken: taken.map(({ by, boxes, isExact, witness }) => ({
      by: by.name,
      complete: isExact,
      boxes: boxes.map(boxJson),
      witness: packetText(witness),
    })),
  }),
  fault: ({ taken }) => ({ by: taken.map(({ by }) => by.name) }),
  examples: [
    {
      title: "An Allow that loses part of its sources",
      language: "yaml",
      switchedOn: ["partly-shadowed-rule"],
      source: `
name: app
securityRules:
- { name: no-guests, priority: 110, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: https, priority: 200, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.0.0.0/8, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#         ^^^^^ partly-shadowed-rule: "https" (200) matches only part of its traffic: "no-guests" (110) already denies the rest, such as tcp 10.1.0.4:50000 -> 203.0.113.7:443. If that is not intended, give it a priority below 110.
`,
    },
    {
      title: "Exceptions",
      language: "yaml",
      switchedOn: ["partly-shadowed-rule"],
      source: `
name: app
securityRules:
- { name: no-guests, priority: 110, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: https, priority: 200, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.0.0.0/8, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: no-private, priority: 4000, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: 10.0.0.0/8, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
`,
    },
  ],
}

interface PartlyShadowed extends PartlyTaken {
  readonly group: LocatedGroup
  /** Rules that are not known here may come before all of them. */
  readonly isPossible: boolean
}

function message({ group, rule, taken, isPossible }: PartlyShadowed): string {
  const takers = [...new Set(taken.map(({ by }) => by))]
  const [first] = taken
  const part = isPossible
    ? l10n.t`${nameRule(rule)} may match only part of its traffic`
    : l10n.t`${nameRule(rule)} matches only part of its traffic`
  const rest = `${restText(takers, rule.access === "Deny")}${first ? l10n.t`, such as ${packetText(first.witness)}` : ""}`
  return l10n.t`${part}: ${rest}. If that is not intended, ${withoutCapital(adviseBefore(group, rule, takers))}`
}

function restText(takers: readonly GroupRule[], areAllows: boolean): string {
  const rules = listRules(takers, 3)
  if (takers.length > 1)
    return areAllows ? l10n.t`${rules} already allow the rest` : l10n.t`${rules} already deny the rest`
  return areAllows ? l10n.t`${rules} already allows the rest` : l10n.t`${rules} already denies the rest`
}

function boxJson({ protocols, source, sourcePorts, destination, destinationPorts }: TrafficBox) {
  return {
    protocol: protocols.length === 5 ? ["*"] : protocols,
    ...endJson("source", source),
    sourcePorts: sourcePorts.map(portText),
    ...endJson("destination", destination),
    destinationPorts: destinationPorts.map(portText),
  }
}

function endJson(side: "source" | "destination", { prefixes, inside, outside }: BoxEnd) {
  const keys = (sets: BoxEnd["inside"]) => sets.map(set => ("name" in set ? set.name : set.key))
  return {
    [side]: prefixes,
    ...(inside.length > 0 && { [`${side}Inside`]: keys(inside) }),
    ...(outside.length > 0 && { [`${side}Outside`]: keys(outside) }),
  }
}
