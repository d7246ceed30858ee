import * as l10n from "@vscode/l10n"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { holdsExpression } from "../readers/expression-text.ts"
import type { Dialect, LocatedRule } from "../readers/reader.ts"
import type { GroupCheck } from "./check.ts"
import { relatedRule } from "./related.ts"
import { listRules, nameRule } from "./wording.ts"

export const inlineAndStandaloneRules: GroupCheck<SplitGroup> = {
  code: "inline-and-standalone-rules",
  severity: "information",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "A network security group with some rules inline and others as standalone resources.",
  explanation: `
**ARM templates**: deploying a network security group replaces its list of rules, so it removes every rule that is not in
the list. A rule that exists only as a resource of its own comes back when that resource is deployed: a moment later if it
is in the same deployment, otherwise not until someone deploys the other template. Add it to the list too, as the portal's
exports do, or make all rules resources of their own. Rules that are in both places are not reported here.

**Terraform**: the azurerm provider does not support \`security_rule\` blocks together with \`azurerm_network_security_rule\`
resources of the same group: "doing so will cause a conflict of rule settings and will overwrite rules" (documentation of
both resources). That is a Warning. A plan is checked only if its configuration shows that there are such blocks, because
the provider lists the other rules in the group as well. An empty list (\`security_rule = []\`) counts as well:
applying it removes the group's rules.
`,
  *run(judged, { dialect }) {
    const tool = dialect === null ? undefined : tools[dialect]
    const rules = tool && !judged.group.listsWhatIs ? splitRules(judged, tool) : []
    if (!tool || rules.length === 0) return
    yield {
      at: judged.group.nameRange,
      severity: tool === "terraform" ? "warning" : "information",
      related: rules.map(rule => relatedRule(rule, l10n.t`${nameRule(rule)} is a standalone rule`)),
      data: { tool, rules, ...(judged.group.listsNone && { listsNone: true }) },
    }
  },
  message: split => (split.tool === "terraform" ? terraformText(split) : armText(split)),
  json: ({ rules }) => ({ standalone: rules.map(({ name }) => name) }),
  fault: () => ({}),
  examples: [
    {
      title: "A rule beside the list",
      language: "json",
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web",
//             ^^^ inline-and-standalone-rules: "ssh" (200) is a standalone rule, but this NSG also lists rules inline: deploying the NSG removes this rule until it is deployed again. Add it to the list too.
      "properties": {
        "securityRules": [
          { "name": "https", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "203.0.113.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } },
          { "name": "http", "properties": { "priority": 110, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "203.0.113.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "80" } }
        ]
      }
    },
    {
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "web/http",
      "properties": { "priority": 110, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "203.0.113.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "80" }
    },
    {
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "web/ssh",
      "properties": { "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "203.0.113.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" }
    }
  ]
}
`,
    },
    {
      title: "Blocks and resources in Terraform",
      language: "json",
      source: `{
  "resource": {
    "azurerm_network_security_group": {
      "web": {
        "name": "web",
//               ^^^ inline-and-standalone-rules: "ssh" (200) is a separate resource, and the NSG has security_rule blocks: the azurerm provider does not support both for one NSG, and they overwrite each other. Use only one of the two.
        "resource_group_name": "rg",
        "security_rule": [
          { "name": "https", "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "source_address_prefix": "203.0.113.0/24", "source_port_range": "*", "destination_address_prefix": "*", "destination_port_range": "443" }
        ]
      }
    },
    "azurerm_network_security_rule": {
      "ssh": { "name": "ssh", "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "source_address_prefix": "203.0.113.0/24", "source_port_range": "*", "destination_address_prefix": "*", "destination_port_range": "22", "resource_group_name": "rg", "network_security_group_name": "\${azurerm_network_security_group.web.name}" }
    }
  }
}
`,
    },
    {
      title: "All rules as resources of their own",
      language: "json",
      source: `{
  "resource": {
    "azurerm_network_security_group": { "web": { "name": "web", "resource_group_name": "rg" } },
    "azurerm_network_security_rule": {
      "ssh": { "name": "ssh", "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "source_address_prefix": "203.0.113.0/24", "source_port_range": "*", "destination_address_prefix": "*", "destination_port_range": "22", "resource_group_name": "rg", "network_security_group_name": "\${azurerm_network_security_group.web.name}" }
    }
  }
}
`,
    },
    {
      title: "An empty list in Terraform",
      language: "json",
      source: `{
  "resource": {
    "azurerm_network_security_group": { "web": { "name": "web", "resource_group_name": "rg", "security_rule": [] } },
//                                                        ^^^ inline-and-standalone-rules: "ssh" (200) is a separate resource, but the NSG has an empty security_rule list: applying the NSG removes this rule. Remove the list.
    "azurerm_network_security_rule": {
      "ssh": { "name": "ssh", "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "source_address_prefix": "203.0.113.0/24", "source_port_range": "*", "destination_address_prefix": "*", "destination_port_range": "22", "resource_group_name": "rg", "network_security_group_name": "\${azurerm_network_security_group.web.name}" }
    }
  }
}
`,
    },
  ],
}

type Tool = "arm" | "terraform"

const tools: Readonly<Partial<Record<Dialect, Tool>>> = {
  "arm-template": "arm",
  "tf-json": "terraform",
  "tf-plan": "terraform",
}

interface SplitGroup {
  readonly tool: Tool
  /** Those that are resources of their own, beside a list of rules. */
  readonly rules: readonly LocatedRule[]
  /** The list is empty, and written all the same. */
  readonly listsNone?: true
}

/**
 * The rules that the list and they themselves take turns to decide on; none where the group has no list, nor where it is not
 * known what a template's list names: modules make both of one parameter.
 */
function splitRules({ group }: JudgedGroup, tool: Tool): readonly LocatedRule[] {
  const { rules, standaloneRules = [], listsNone, incompleteReason } = group
  const listed = new Map(standaloneRules.map(({ name, isListed }) => [name, isListed]))
  const inList = rules.filter(({ name }) => listed.get(name.toLowerCase()) !== false)
  if (!listsNone && inList.length === 0) return []
  const isOpen = incompleteReason !== undefined || inList.some(({ name }) => holdsExpression(name))
  if (tool === "arm" && isOpen) return []
  const apart = rules.filter(({ name }) => {
    const isListed = listed.get(name.toLowerCase())
    return isListed !== undefined && (tool === "terraform" || !isListed)
  })
  // Of a rule that is written for each of several conditions one is enough.
  return [...new Map(apart.map(rule => [rule.name.toLowerCase(), rule])).values()]
}

function armText({ rules }: SplitGroup): string {
  const names = listRules(rules, 3)
  return rules.length > 1
    ? l10n.t`${names} are standalone rules, but this NSG also lists rules inline: deploying the NSG removes these rules until they are deployed again. Add them to the list too.`
    : l10n.t`${names} is a standalone rule, but this NSG also lists rules inline: deploying the NSG removes this rule until it is deployed again. Add it to the list too.`
}

function terraformText({ rules, listsNone }: SplitGroup): string {
  const [names, isOne] = [listRules(rules, 3), rules.length === 1]
  if (listsNone) {
    return isOne
      ? l10n.t`${names} is a separate resource, but the NSG has an empty security_rule list: applying the NSG removes this rule. Remove the list.`
      : l10n.t`${names} are separate resources, but the NSG has an empty security_rule list: applying the NSG removes these rules. Remove the list.`
  }
  return isOne
    ? l10n.t`${names} is a separate resource, and the NSG has security_rule blocks: the azurerm provider does not support both for one NSG, and they overwrite each other. Use only one of the two.`
    : l10n.t`${names} are separate resources, and the NSG has security_rule blocks: the azurerm provider does not support both for one NSG, and they overwrite each other. Use only one of the two.`
}
