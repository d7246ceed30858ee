import * as l10n from "@vscode/l10n"
import { type IdleTagFact, idleTag } from "../azure/idle-tags.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { RuleCheck } from "./check.ts"
import { removeRuleFix } from "./fixes/remove-rule.ts"
import { placedTerms } from "./rule-terms.ts"
import { nameRule } from "./wording.ts"

export const tagWithoutEffect: RuleCheck<IdleTag> = {
  code: "tag-without-effect",
  severity: "information",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "rule",
  summary: "An Allow for a service tag that has no traffic to let through.",
  explanation: `
**AzurePortal** holds the addresses of the portal's own web site. Its pages run in your browser: a remote desktop, an SSH
session or a database tool that you open from there reaches the machine from your own address, from Bastion or from the
serial console. An inbound Allow from AzurePortal therefore lets no one in. Outbound the tag is of use: for machines on
which someone opens the portal. Microsoft's overview of service tags (01/2023) does not list the tag.

**AzureDevSpaces** and **AzureDataLake** (Data Lake Storage Gen1) are services that Microsoft has retired.
**AzureActiveDirectory.ServiceEndpoint** is in Microsoft's download file without any product that may use it; the tag for
sign-in is AzureActiveDirectory.
`,
  *run(rule) {
    if (rule.access !== "Allow") return
    for (const { side, isLocal, term, range } of placedTerms(rule)) {
      if (term.kind !== "tag" || isLocal !== false) continue
      const idle = idleTag(term.key)
      if (!idle || (idle.only !== undefined && idle.only !== rule.direction)) continue
      yield { at: range, data: { tag: term.name, side, reason: idle.reason } }
    }
  },
  message,
  fixes: (_, { rule }) => [{ ...removeRuleFix(rule), needsDecision: true }],
  json: ({ tag, side }) => ({ tag, side }),
  examples: [
    {
      title: "The portal does not connect to machines",
      language: "yaml",
      source: `
name: jump
securityRules:
- { name: rdp, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: AzurePortal, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 3389 }
#                                                                                                    ^^^^^^^^^^^ tag-without-effect: "rdp" (100) lets no one in: AzurePortal is the portal's website, which opens no connections to machines; sessions that you open in it come from your own address or from Bastion. Allow that instead.
- { name: lake, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzureDataLake, destinationPortRange: 443 }
#                                                                                                                                                           ^^^^^^^^^^^^^ tag-without-effect: "lake" (100) no longer has any effect: AzureDataLake belongs to a service that Microsoft has retired. Remove the rule.
`,
    },
    {
      title: "Machines on which someone opens the portal",
      language: "yaml",
      source: `
name: jump
securityRules:
- { name: portal, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzurePortal, destinationPortRange: 443 }
- { name: no-portal, priority: 100, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: AzurePortal, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
`,
    },
  ],
}

interface IdleTag extends Pick<IdleTagFact, "reason"> {
  /** As written. */
  readonly tag: string
  readonly side: "source" | "destination"
}

function message({ tag, reason }: IdleTag, rule: LocatedRule): string {
  const name = nameRule(rule)
  if (reason === "portal") {
    return l10n.t`${name} lets no one in: ${tag} is the portal's website, which opens no connections to machines; sessions that you open in it come from your own address or from Bastion. Allow that instead.`
  }
  if (reason === "retired") {
    return l10n.t`${name} no longer has any effect: ${tag} belongs to a service that Microsoft has retired. Remove the rule.`
  }
  return l10n.t`${name} has no known use: Microsoft's service tag file lists ${tag} for no product, not even NSGs. For sign-in, use AzureActiveDirectory.`
}
