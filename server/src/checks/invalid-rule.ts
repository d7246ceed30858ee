import { type LocatedGroup, type LocatedRule, type RuleProblem, ruleProperties } from "../readers/reader.ts"
import type { Check, Finding } from "./check.ts"
import { missingText, problemText } from "./problem-text.ts"

export const invalidRule: Check = {
  code: "invalid-rule",
  severity: "error",
  summary: "A value that Azure cannot read, or a required property that is missing.",
  explanation: `
Azure refuses the deployment. The value counts as unknown in every proof, so other findings of the group stay right; where a
side is written in two fields, all of the side does. An empty text or list counts as absent. Values that only an expression
can give are not judged.

In templates and in bodies of API requests a rule's values stand under \`properties\`, and its name beside it; a field for one
value takes no list, and a field for a list takes nothing else. What a tool prints flat is right as it is.

An address of digits alone is an Information: Azure is known to have stored some, and what they match is not known.
`,
  *run({ groups }) {
    for (const { group } of groups) {
      for (const problem of group.problems) yield finding(group, null, problem)
      for (const rule of [...group.rules, ...group.statedDefaults]) {
        const missing = rule.problems.filter(({ reason }) => reason === "missing")
        if (missing.length > 1) yield incomplete(group, rule, missing)
        for (const problem of rule.problems) {
          if (missing.length < 2 || problem.reason !== "missing") yield finding(group, rule, problem)
        }
      }
    }
  },
  examples: [
    {
      title: "Values that Azure cannot read",
      language: "yaml",
      source: `
name: web
securityRules:
- name: http
  priority: 99
#           ^^ invalid-rule: Priority 99 is out of range: custom rules have 100 to 4096.
  direction: Inwards
#            ^^^^^^^ invalid-rule: "Inwards" is no direction: write Inbound or Outbound.
  access: Allow
  protocol: http
#           ^^^^ invalid-rule: "http" is no protocol: write Tcp, Udp, Icmp, Esp, Ah or *.
  sourceAddressPrefix: any
#                      ^^^ invalid-rule: Azure does not know the word "any" here: write "*".
  sourcePortRange: "*"
  destinationAddressPrefix: 10.0.0.5/24
#                           ^^^^^^^^^^^ invalid-rule: 10.0.0.5/24 has bits set behind its prefix length, which Azure refuses (SecurityRuleInvalidAddressPrefix): write 10.0.0.0/24.
  destinationPortRange: 443-80
#                       ^^^^^^ invalid-rule: The range 443-80 runs backwards: write 80-443.
`,
    },
    {
      title: "A required property is missing",
      language: "yaml",
      source: `
name: web
securityRules:
- name: http
#       ^^^^ invalid-rule: The rule has no access: Azure requires Allow or Deny.
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
#       ^^^^^^^^^^ invalid-rule: The name "allow http" holds a space: only letters, digits, ".", "-" and "_" are allowed (InvalidResourceName). Use "allow-http".
  description: The web servers are reached from the office and from the two branches alone, see the change request of March, and the older one before it, too.
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-rule: The description has 143 letters: Azure takes 140 at most.
  priority: 100
  direction: Inbound
  access: Allow
  protocol: Tcp
  sourceAddressPrefix: 10.1.0.0/16
  sourceAddressPrefixes: [10.2.0.0/16, 10.3.0.0/16]
#                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-rule: "allow http" (100) has sourceAddressPrefix as well as sourceAddressPrefixes: Azure takes exactly one of them. Leave one out.
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
#       ^^^^ invalid-rule: The rule has no access, sourceAddressPrefix, sourcePortRange or destinationAddressPrefix: Azure requires all of them.
  priority: 100
  direction: Inwards
#            ^^^^^^^ invalid-rule: "Inwards" is no direction: write Inbound or Outbound.
  protocol: Tcp
  destinationPortRange: 80
`,
    },
    {
      title: "Values on the wrong side of properties, and a list where one value is taken",
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
//                      ^^^ invalid-rule: "https": "priority" stands beside "properties", where Azure refuses it (Could not find member on object of type). Move it into "properties".
            "properties": {
              "direction": "Inbound",
              "access": "Allow",
              "protocol": "Tcp",
              "sourceAddressPrefix": "*",
              "sourcePortRange": "*",
              "destinationAddressPrefix": "*",
              "destinationPortRange": ["443", "8443"]
//                                    ^^^^^^^^^^^^^^^ invalid-rule: "https": destinationPortRange takes one value, so Azure refuses a list here. Write the list under destinationPortRanges.
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
#                                ^^^^^^ invalid-rule: "80,443" is a list in one text, which Azure refuses (SecurityRuleInvalidPortRange): write a list under destination_port_range.
        source_address_prefix: 10.0.0.0/8
        source_application_security_groups: [office]
#                                           ^^^^^^^^ invalid-rule: "web" (100) has source_address_prefix as well as source_application_security_groups: Azure takes exactly one of them. Leave one out.
`,
    },
  ],
}

function finding(group: LocatedGroup, rule: LocatedRule | null, problem: RuleProblem): Finding {
  return {
    code: invalidRule.code,
    severity: problem.reason === "all-digits" ? "information" : invalidRule.severity,
    range: problem.range,
    group,
    rule,
    related: [],
    data: { property: problem.property, reason: problem.reason },
    message: problemText(problem, rule),
  }
}

/** A rule that lacks several properties is one unfinished rule, and one finding. */
function incomplete(group: LocatedGroup, rule: LocatedRule, missing: readonly RuleProblem[]): Finding {
  const lacks = missing.map(({ property }) => property)
  const properties = ruleProperties.filter(property => lacks.includes(property))
  return {
    code: invalidRule.code,
    severity: invalidRule.severity,
    range: rule.at.name,
    group,
    rule,
    related: [],
    data: { property: properties[0], reason: "missing", properties },
    message: missingText(properties, rule),
  }
}
