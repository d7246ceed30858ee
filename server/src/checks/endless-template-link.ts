import * as l10n from "@vscode/l10n"
import type { EndlessLink } from "../topology/topology-fault.ts"
import type { WorkspaceCheck } from "./check.ts"
import { faultsOf } from "./topology-faults.ts"

export const endlessTemplateLink: WorkspaceCheck<Pick<EndlessLink, "template" | "isBound">> = {
  code: "endless-template-link",
  severity: "error",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "workspace",
  summary: "A linked template that links back to itself.",
  explanation: `
A template that links itself, directly or through others, with the same parameter values deploys itself again and again: the
deployment never completes. If the values differ each time, whether the links ever end is not known: they are followed 16 levels
deep, what is deeper is not read, and that is an Information. A link under a condition, which may end them, is one severity lower.
`,
  *run(context) {
    for (const { document, range: at, template, isBound, isPossible } of faultsOf(context, "endless-link")) {
      const severity = isBound ? "information" : isPossible ? "warning" : "error"
      yield { document, at, severity, data: { template, ...(isBound && { isBound }) } }
    }
  },
  message: ({ template, isBound }) =>
    isBound
      ? l10n.t`The linked template ${template} is more than 16 links deep: what it deploys here is not read. Make sure that a condition ends the links.`
      : l10n.t`The linked template ${template} links back to itself with the same parameter values: the deployment never completes. Remove the link, or add a condition that ends it.`,
  json: ({ template, isBound = false }) => ({ template, isBound }),
  examples: [
    {
      title: "Two templates link each other",
      language: "json",
      file: "main.json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web-nsg", "properties": { "securityRules": [] } },
    { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "network",
      "properties": { "mode": "Incremental", "templateLink": { "relativePath": "network.json" } } }
  ]
}
`,
      beside: [
        {
          name: "network.json",
          language: "json",
          source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "groups",
      "properties": { "mode": "Incremental", "templateLink": { "relativePath": "main.json" } } }
//                                                                              ^^^^^^^^^ endless-template-link: The linked template main.json links back to itself with the same parameter values: the deployment never completes. Remove the link, or add a condition that ends it.
  ]
}
`,
        },
      ],
    },
  ],
}
