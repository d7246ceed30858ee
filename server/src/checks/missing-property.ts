import { type LocatedRule, type RuleProperty, ruleProperties } from "../readers/reader.ts"
import type { RuleProblem } from "../readers/rule-problem.ts"
import { groupedBy } from "../values/grouped.ts"
import type { Found, GroupCheck } from "./check.ts"
import { missingText, problemText } from "./problems/problem-text.ts"
import { codeOf } from "./problems/refusal-code.ts"
import { type Refusal, refusalsIn, refused } from "./problems/refusals.ts"

export const missingProperty: GroupCheck<Refusal | Incomplete> = {
  code: "missing-property",
  severity: "error",
  category: "refused",
  azureErrors: ["SecurityRuleParameterMissing", "SecurityRuleParametersMissing"],
  aliases: [],
  scope: "group",
  summary: "A rule that lacks a property that Azure requires.",
  explanation: `
A rule states its name, priority, direction, access and protocol, and addresses and ports for each side (template schema;
SecurityRuleParametersMissing, in older API versions SecurityRuleParameterMissing). The schema requires the priority from
API version 2022-09-01 on; the service always did. An empty string or list counts as missing. What a tool fills in itself is
not reported: az, Ansible and Cluster API have defaults.

In a file with a syntax error, and in a text that a template engine still has to fill in, nothing is reported as missing,
because it may come after the error or be filled in. A rule that lacks several properties is one finding. In every proof the
value counts as unknown.
`,
  *run({ group }) {
    const lacking = refusalsIn(group).filter(({ problem }) => codeOf(problem) === "missing-property")
    for (const [rule, lacks] of groupedBy(lacking, ({ rule }) => rule)) {
      if (!rule) continue
      const missing = lacks.map(({ problem }) => problem)
      const [only, ...others] = missing
      if (others.length > 0) yield incomplete(rule, missing)
      else if (only) yield refused(only, rule)
    }
  },
  message: lack => ("problem" in lack ? problemText(lack.problem, lack.rule) : missingText(lack.properties, lack.rule)),
  json: lack =>
    "problem" in lack
      ? { property: lack.problem.property, reason: "missing" }
      : { property: lack.properties[0], reason: "missing", properties: lack.properties },
  fault: lack =>
    "problem" in lack
      ? { property: lack.problem.property, reason: "missing" }
      : { reason: "missing", properties: lack.properties },
  examples: [
    {
      title: "One property, and a rule that is not finished",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: http, priority: 100, direction: Inbound, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 80 }
#         ^^^^ missing-property: "http" (100) has no access. Azure requires Allow or Deny.
- { name: https, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, destinationPortRange: 443 }
#         ^^^^^ missing-property: "https" (110) has no sourceAddressPrefix, sourcePortRange or destinationAddressPrefix. Azure requires all of them.
- { name: empty, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefixes: [], sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 443 }
#         ^^^^^ missing-property: "empty" (120) has no source address. Set sourceAddressPrefix to an address, a service tag or *.
- { name: fine, priority: 130, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "", sourceAddressPrefixes: [10.1.0.0/16], sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 443 }
`,
    },
    {
      title: "What the tool fills in is not missing",
      language: "yaml",
      source: `
- azure.azcollection.azure_rm_securitygroup:
    resource_group: rg
    name: web
    rules:
    - { name: https, priority: 100, destination_port_range: 443 }
`,
    },
  ],
}

/** A rule that lacks several properties: it is one unfinished rule, and one finding. */
interface Incomplete {
  readonly rule: LocatedRule
  readonly properties: readonly RuleProperty[]
}

function incomplete(rule: LocatedRule, missing: readonly RuleProblem[]): Found<Incomplete> {
  const lacks = missing.map(({ property }) => property)
  const properties = ruleProperties.filter(property => lacks.includes(property))
  return { at: rule.at.name, rule, data: { rule, properties } }
}
