import {
  type LocatedGroup,
  type LocatedRule,
  type ProblemReason,
  type RuleProblem,
  ruleProperties,
} from "../readers/reader.ts"
import type { Check, Finding } from "./check.ts"
import { nameFaultText } from "./name-fault.ts"
import { listWords } from "./wording.ts"

export const invalidRule: Check = {
  code: "invalid-rule",
  severity: "error",
  summary: "A value that Azure cannot read, or a required property that is missing.",
  explanation: `
Azure refuses the deployment. The value counts as unknown in every proof, so other findings of the group stay right. An
empty text or list counts as absent. Values that only an expression can give are not judged.
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
#                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-rule: The rule has sourceAddressPrefix as well as sourceAddressPrefixes: Azure takes exactly one of them. Leave one out.
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
#       ^^^^ invalid-rule: The rule has no access, source address, source port or destination address: Azure requires all of them.
  priority: 100
  direction: Inwards
#            ^^^^^^^ invalid-rule: "Inwards" is no direction: write Inbound or Outbound.
  protocol: Tcp
  destinationPortRange: 80
`,
    },
  ],
}

function finding(group: LocatedGroup, rule: LocatedRule | null, problem: RuleProblem): Finding {
  return {
    code: invalidRule.code,
    severity: invalidRule.severity,
    range: problem.range,
    group,
    rule,
    related: [],
    data: { property: problem.property, reason: problem.reason },
    message: message(problem),
  }
}

/** A rule that lacks several properties is one unfinished rule, and one finding. */
function incomplete(group: LocatedGroup, rule: LocatedRule, missing: readonly RuleProblem[]): Finding {
  const lacks = missing.map(({ property }) => property)
  const properties = ruleProperties.filter(property => lacks.includes(property))
  const list = listWords(
    properties.map(property => words[property] ?? property),
    "or",
  )
  return {
    code: invalidRule.code,
    severity: invalidRule.severity,
    range: rule.at.name,
    group,
    rule,
    related: [],
    data: { property: properties[0], reason: "missing", properties },
    message: `The rule has no ${list}: Azure requires all of them.`,
  }
}

function message(problem: RuleProblem): string {
  return texts[problem.reason]({ value: "", ...problem })
}

const texts: Readonly<Record<ProblemReason, (problem: RuleProblem & { readonly value: string }) => string>> = {
  missing: ({ property }) =>
    `The rule has no ${words[property] ?? property}: Azure requires ${expected[property] ?? "it"}.`,
  "wrong-type": ({ property }) => `This is no value for ${property}: write ${expected[property] ?? "a text"}.`,
  "not-an-integer": ({ value }) => `Priority "${value}" is not a whole number: write one from 100 to 4096.`,
  "out-of-range": ({ value }) => `Priority ${value} is out of range: custom rules have 100 to 4096.`,
  "unknown-word": ({ property, value }) => `"${value}" is no ${property}: write ${expected[property] ?? "another"}.`,
  "bad-address": ({ value, instead }) =>
    `"${value}" is neither an address, a CIDR block nor a service tag, so Azure refuses it (SecurityRuleInvalidAddressPrefix)${hint(instead)}.`,
  "host-bits": ({ value, instead }) =>
    `${value} has bits set behind its prefix length, which Azure refuses (SecurityRuleInvalidAddressPrefix)${hint(instead)}.`,
  "ambiguous-address": ({ value }) =>
    `"${value}" is no address with four decimal parts, so Azure refuses it (SecurityRuleInvalidAddressPrefix).`,
  "any-word": ({ value, instead }) => `Azure does not know the word "${value}" here: write "${instead ?? "*"}".`,
  "classic-tag": ({ value, instead }) =>
    `${value} is a tag of the classic deployment model, which Azure refuses today: write ${instead}.`,
  "host-name": ({ value }) =>
    `${value} is a host name, and a security group takes no host names: write its address, a CIDR block or a service tag (SecurityRuleInvalidAddressPrefix).`,
  "bad-port": ({ value, instead }) =>
    `"${value}" is no port: Azure takes a number, a range such as 80-90, or *${instead === undefined ? "" : `; write "${instead}"`}.`,
  "reversed-range": ({ value, instead }) => `The range ${value} runs backwards${hint(instead)}.`,
  "port-too-large": ({ value }) => `${value} is beyond the last port, 65535.`,
  "comma-list": ({ value, property }) =>
    `"${value}" is a list in one text, which Azure refuses (SecurityRuleInvalidPortRange): write a list under ${plural(property)}.`,
  "tag-in-list": ({ value, property }) =>
    `"${value}" stands in a list: Azure takes addresses and CIDR blocks there (SecurityRuleParameterContainsUnsupportedValue). Write it alone under ${singular(property)}.`,
  "any-port-in-list": ({ value, property }) =>
    `"${value}" stands in a list of ports, which Azure refuses (SecurityRuleParameterContainsInvalidPortRanges): write it alone under ${singular(property)}.`,
  "several-fields": ({ property, instead }) =>
    `The rule has ${instead} as well as ${property}: Azure takes exactly one of them. Leave one out.`,
  "too-long": ({ value }) => `The description has ${value.length} letters: Azure takes 140 at most.`,
  "too-many": ({ value }) => `Azure takes 1,000 rules in a network security group, and this one has ${value}.`,
  "far-too-many": ({ value }) =>
    `Azure takes 1,000 rules in a network security group, and this one has ${value}: only the first 5,000 are judged.`,
  "too-many-names": ({ value }) =>
    `Only the rules before this one are judged (${value}): with it they name more than 10,000 different tags, security groups and expressions.`,
  "bad-name": ({ value, instead }) => nameFaultText(value, instead),
}

const words: Readonly<Record<string, string>> = {
  sourceAddressPrefix: "source address",
  destinationAddressPrefix: "destination address",
  sourcePortRange: "source port",
  destinationPortRange: "destination port",
}

const expected: Readonly<Record<string, string>> = {
  securityRules: "objects, one for each rule",
  properties: "an object with the rule's values",
  name: "a name",
  priority: "a whole number from 100 to 4096",
  direction: "Inbound or Outbound",
  access: "Allow or Deny",
  protocol: "Tcp, Udp, Icmp, Esp, Ah or *",
  sourceAddressPrefix: "an address, a service tag or *",
  destinationAddressPrefix: "an address, a service tag or *",
  sourcePortRange: "a port, a range or *",
  destinationPortRange: "a port, a range or *",
}

function hint(instead: string | undefined): string {
  return instead === undefined ? "" : `: write ${instead}`
}

function singular(property: string): string {
  return property.replace("Prefixes", "Prefix").replace("Ranges", "Range")
}

function plural(property: string): string {
  return property.endsWith("s") ? property : `${property}s`
}
