import { type LocatedRule, type RuleProperty, ruleProperties } from "../readers/reader.ts"
import type { RuleProblem } from "../readers/rule-problem.ts"
import type { Found, GroupCheck, Related } from "./check.ts"
import { problemFixes } from "./fixes/problem-fixes.ts"
import { missingText, problemText, reasons } from "./problems/problem-text.ts"

const azureErrors = [...new Set(Object.values(reasons).flatMap(reason => reason.azureErrors))].sort()

export const invalidRule: GroupCheck<Refusal | Incomplete> = {
  code: "invalid-rule",
  severity: "error",
  category: "refused",
  azureErrors,
  aliases: [],
  scope: "group",
  summary: "A value that Azure refuses, or a required property that is missing.",
  explanation: `
Azure refuses the deployment. In every proof the value counts as unknown, so the other findings of the group stay correct; if
one side is written in two fields, that whole side is unknown. An empty string or list counts as missing. A value that a
template takes from a parameter or variable is reported at the rule, with the place where it is written.

In templates and API requests a rule's values belong inside \`properties\`, with its name beside it. A field for one value
accepts no list, and a field for a list accepts nothing else. The flat form that tools print is fine as it is.

An address made only of digits is an Information: Azure is known to have stored some, and what they match is not known.
`,
  *run({ group }) {
    for (const problem of group.problems) yield refused(problem, null)
    for (const rule of [...group.rules, ...group.statedDefaults]) {
      const missing = rule.problems.filter(({ reason }) => reason === "missing")
      if (missing.length > 1) yield incomplete(rule, missing)
      for (const problem of rule.problems) {
        if (missing.length < 2 || problem.reason !== "missing") yield refused(problem, rule)
      }
    }
  },
  message: refusal =>
    "problem" in refusal ? problemText(refusal.problem, refusal.rule) : missingText(refusal.properties, refusal.rule),
  fixes: (refusal, { group }) =>
    "problem" in refusal && refusal.rule ? problemFixes(refusal.problem, refusal.rule, group) : [],
  json: refusal =>
    "problem" in refusal
      ? { property: refusal.problem.property, reason: refusal.problem.reason }
      : { property: refusal.properties[0], reason: "missing", properties: refusal.properties },
  fault: refusal => {
    if ("properties" in refusal) return { reason: "missing", properties: refusal.properties }
    const { property, reason, value } = refusal.problem
    return { property, reason, value }
  },
  examples: [
    {
      title: "Values that Azure refuses",
      language: "yaml",
      source: `
name: web
securityRules:
- name: http
  priority: 99
#           ^^ invalid-rule: "http": priority 99 is out of range. Use a number from 100 to 4096.
  direction: Inwards
#            ^^^^^^^ invalid-rule: "http": "Inwards" is not a valid direction. Use Inbound or Outbound.
  access: Allow
  protocol: http
#           ^^^^ invalid-rule: "http": "http" is not a valid protocol. Use Tcp, Udp, Icmp, Esp, Ah or *.
  sourceAddressPrefix: any
#                      ^^^ invalid-rule: "http": "any" is not a valid source address. Use "*".
  sourcePortRange: "*"
  destinationAddressPrefix: 10.0.0.5/24
#                           ^^^^^^^^^^^ invalid-rule: "http": 10.0.0.5/24 is not a network address: host bits are set. Use 10.0.0.0/24. Azure refuses it as written (SecurityRuleInvalidAddressPrefix).
  destinationPortRange: 443-80
#                       ^^^^^^ invalid-rule: "http": port range 443-80 is reversed. Use 80-443.
`,
    },
    {
      title: "A required property is missing",
      language: "yaml",
      source: `
name: web
securityRules:
- name: http
#       ^^^^ invalid-rule: "http" (100) has no access. Azure requires Allow or Deny.
  priority: 100
  direction: Inbound
  protocol: Tcp
  sourceAddressPrefix: "*"
  sourcePortRange: "*"
  destinationAddressPrefix: "*"
  destinationPortRange: 80
`,
    },
    {
      title: "What Azure refuses of a rule as a whole",
      language: "yaml",
      source: `
name: web
securityRules:
- name: allow http
#       ^^^^^^^^^^ invalid-rule: "allow http" (100): the name contains a space; only letters, digits, ".", "-" and "_" are allowed (InvalidResourceName). Use "allow-http".
  description: The web servers are reached from the office and from the two branches alone, see the change request of March, and the older one before it, too.
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-rule: "allow http" (100): the description has 143 characters; Azure accepts at most 140. Shorten it.
  priority: 100
  direction: Inbound
  access: Allow
  protocol: Tcp
  sourceAddressPrefix: 10.1.0.0/16
  sourceAddressPrefixes: [10.2.0.0/16, 10.3.0.0/16]
#                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-rule: "allow http" (100) has both sourceAddressPrefix and sourceAddressPrefixes. Azure accepts only one of them. Keep one.
  sourcePortRange: "*"
  destinationAddressPrefix: ""
  destinationAddressPrefixes: [10.0.0.4]
  destinationPortRange: 80
`,
    },
    {
      title: "A rule that is not finished is one fault",
      language: "yaml",
      source: `
name: web
securityRules:
- name: http
#       ^^^^ invalid-rule: "http" (100) has no access, sourceAddressPrefix, sourcePortRange or destinationAddressPrefix. Azure requires all of them.
  priority: 100
  direction: Inwards
#            ^^^^^^^ invalid-rule: "http" (100): "Inwards" is not a valid direction. Use Inbound or Outbound.
  protocol: Tcp
  destinationPortRange: 80
`,
    },
    {
      title: "Values on the wrong side of properties, and a list where one value is accepted",
      language: "json",
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web",
      "properties": {
        "securityRules": [
          {
            "name": "https",
            "priority": 100,
//                      ^^^ invalid-rule: "https": "priority" belongs inside "properties"; Azure refuses it here ("Could not find member on object of type"). Move it there.
            "properties": {
              "direction": "Inbound",
              "access": "Allow",
              "protocol": "Tcp",
              "sourceAddressPrefix": "*",
              "sourcePortRange": "*",
              "destinationAddressPrefix": "*",
              "destinationPortRange": ["443", "8443"]
//                                    ^^^^^^^^^^^^^^^ invalid-rule: "https": destinationPortRange accepts one value, not a list. Move the list to destinationPortRanges.
            }
          }
        ]
      }
    }
  ]
}
`,
    },
    {
      title: "The document's own names",
      language: "yaml",
      source: `
- azure.azcollection.azure_rm_securitygroup:
    resource_group: rg
    name: web
    rules:
      - name: web
        priority: 100
        protocol: Tcp
        destination_port_range: "80,443"
#                                ^^^^^^ invalid-rule: "web" (100): "80,443" is a list in one string (SecurityRuleInvalidPortRange). Use a list in destination_port_range.
        source_address_prefix: 10.0.0.0/8
        source_application_security_groups: [office]
#                                           ^^^^^^^^ invalid-rule: "web" (100) has both source_address_prefix and source_application_security_groups. Azure accepts only one of them. Keep one.
`,
    },
  ],
}

/** A fault of a rule, or of the group itself. */
interface Refusal {
  readonly rule: LocatedRule | null
  readonly problem: RuleProblem
}

/** A rule that lacks several properties: it is one unfinished rule, and one finding. */
interface Incomplete {
  readonly rule: LocatedRule
  readonly properties: readonly RuleProperty[]
}

function refused(problem: RuleProblem, rule: LocatedRule | null): Found<Refusal> {
  const { severity = "error" } = reasons[problem.reason]
  const related = rule?.document === undefined ? originOf(problem) : []
  return { at: problem.range, severity, rule, related, data: { problem, rule } }
}

/** Of a value that an expression takes from elsewhere, the place to correct it. */
function originOf({ origin }: RuleProblem): Related[] {
  if (!origin) return []
  const what = origin.kind === "parameter" ? "the default value of parameter" : "the value of variable"
  return [{ range: origin.range, message: `${what} ${origin.name}` }]
}

function incomplete(rule: LocatedRule, missing: readonly RuleProblem[]): Found<Incomplete> {
  const lacks = missing.map(({ property }) => property)
  const properties = ruleProperties.filter(property => lacks.includes(property))
  return { at: rule.at.name, rule, data: { rule, properties } }
}
