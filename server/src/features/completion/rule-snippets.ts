import * as l10n from "@vscode/l10n"
import type { ServiceId, ServiceNeed } from "../../azure/service-need.ts"
import { requirementsOf } from "../../azure/service-requirements.ts"
import { nameOrLike } from "../../checks/fixes/free-name.ts"
import { needName, writtenNeed } from "../../checks/service-rule.ts"
import type { Direction } from "../../engine/security-rule.ts"
import type { RuleForm } from "../../readers/rule-form.ts"
import { type RuleValues, writeRule } from "../../readers/write-rule.ts"
import { isRefusal } from "../../syntax/edit.ts"
import type { WritableMap } from "../../syntax/write-value.ts"
import { inlineCode } from "../markdown.ts"
import type { CompletionPlace } from "./completion-place.ts"

/** One rule or several, as their document writes rules. */
export interface RuleSnippet {
  readonly label: string
  readonly detail: string
  readonly documentation?: string
  readonly rules: readonly WritableMap[]
  /** What of a single rule is to be chosen, in this order. */
  readonly stops: RuleValues
}

/** Services whose rules are offered as a whole. */
const services: readonly ServiceId[] = [
  "bastion",
  "applicationGatewayV2",
  "apiManagement",
  "sqlManagedInstance",
  "kubernetes",
]

/** A rule of each direction, and the rules that services of Azure need, at priorities that are free. */
export function ruleSnippets(place: CompletionPlace, form: RuleForm): readonly RuleSnippet[] {
  const single = (["Inbound", "Outbound"] as const).map(direction => singleRule(direction, place, form))
  return [...single, ...services.map(service => serviceRules(service, place, form))].filter(each => each !== undefined)
}

function singleRule(direction: Direction, place: CompletionPlace, form: RuleForm): RuleSnippet | undefined {
  const values: RuleValues = {
    name: nameOrLike(place.group, "new-rule"),
    priority: nextPriority(place, direction),
    direction,
    access: "Allow",
    protocol: "Tcp",
    sourceAddressPrefix: "VirtualNetwork",
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: "443",
  }
  const written = writeRule(values, form)
  if (isRefusal(written)) return undefined
  const { direction: _, sourcePortRange: __, ...stops } = values
  return {
    label: `nsg ${direction.toLowerCase()} rule`,
    detail: l10n.t`${direction} rule`,
    rules: [written.rule],
    stops,
  }
}

function serviceRules(service: ServiceId, place: CompletionPlace, form: RuleForm): RuleSnippet | undefined {
  const { name, needs, source } = requirementsOf(service)
  const rules: WritableMap[] = []
  const named: { readonly name: string }[] = [...place.group.rules]
  const next = { Inbound: nextPriority(place, "Inbound"), Outbound: nextPriority(place, "Outbound") }
  for (const need of needs.flatMap(each => writableNeeds(each, form))) {
    const own = nameOrLike({ rules: named }, needName(need))
    const written = writeRule(writtenNeed(need, own, next[need.direction]), form)
    if (isRefusal(written)) return undefined
    rules.push(written.rule)
    named.push({ name: own })
    next[need.direction] += 10
  }
  return {
    label: `nsg rules for ${name}`,
    detail: l10n.t`${rules.length} rules`,
    documentation: describe(needs, source),
    rules,
    stops: {},
  }
}

/** A need of several ports; where the dialect has no list of ports, one for each. */
function writableNeeds(need: ServiceNeed, form: RuleForm): readonly ServiceNeed[] {
  if (!isRefusal(writeRule(writtenNeed(need, "rule", 100), form))) return [need]
  return need.ports.map(port => ({ ...need, ports: [port] }))
}

function nextPriority({ group, rule }: CompletionPlace, direction: Direction): number {
  const numbers = group.rules
    .filter(each => each.at.self.start !== rule.at.self.start && each.direction === direction)
    .map(({ priority }) => (typeof priority === "number" ? priority : 0))
  return Math.ceil((Math.max(90, ...numbers) + 1) / 10) * 10
}

function describe(needs: readonly ServiceNeed[], source: string): string {
  const lines = needs.map(({ direction, protocol, remote, ports, purpose }) => {
    const end = `${remote}${direction === "Inbound" ? " →" : ""}`
    return `- ${inlineCode(`${direction} ${protocol} ${direction === "Outbound" ? "→ " : ""}${end} ${ports.join(", ")}`)}: ${purpose}`
  })
  return [...lines, "", l10n.t`Source: ${source}.`].join("\n")
}
