import * as l10n from "@vscode/l10n"
import type { CircularDeployments } from "../topology/topology-fault.ts"
import type { WorkspaceCheck } from "./check.ts"
import { faultsOf } from "./topology-faults.ts"
import { listWords } from "./wording.ts"

export const circularDeployments: WorkspaceCheck<Pick<CircularDeployments, "deployments">> = {
  code: "circular-deployments",
  severity: "error",
  category: "refused",
  azureErrors: ["InvalidTemplate"],
  aliases: [],
  scope: "workspace",
  summary: "Deployments in a template that depend on each other.",
  explanation: `
A deployment waits for those in its \`dependsOn\`, and for those whose outputs its parameters use. If these in turn wait for
it, Azure refuses the whole template ("Circular dependency detected on resource"), and the outputs cannot be known. Only
resource ids are followed, as \`resourceId\` creates them: a name alone may belong to any resource. A deployment with a
condition is not checked, because Azure removes it from what others wait for.
`,
  *run(context) {
    for (const { document, range: at, deployments } of faultsOf(context, "circular-deployments")) {
      yield { document, at, data: { deployments } }
    }
  },
  message: ({ deployments: [first, ...others] }) =>
    others.length === 0
      ? l10n.t`Deployment "${first ?? ""}" depends on itself: Azure refuses the template. Remove this dependency.`
      : l10n.t`Deployments ${listWords([first, ...others].map(name => `"${name}"`))} depend on each other: Azure refuses the template. Remove one of the dependencies, or move what they share into a deployment of its own.`,
  json: ({ deployments }) => ({ deployments }),
  examples: [
    {
      title: "Each takes an output of the other",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web-nsg", "properties": { "securityRules": [] } },
    { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "network", "properties": { "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" },
      "parameters": { "groupId": { "value": "[reference(resourceId('Microsoft.Resources/deployments', 'groups')).outputs.id.value]" } },
//                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ circular-deployments: Deployments "network" and "groups" depend on each other: Azure refuses the template. Remove one of the dependencies, or move what they share into a deployment of its own.
      "template": { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "parameters": { "groupId": { "type": "string" } }, "resources": [] } } },
    { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "groups",
      "dependsOn": ["[resourceId('Microsoft.Resources/deployments', 'network')]"],
      "properties": { "mode": "Incremental",
        "template": { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [], "outputs": { "id": { "type": "string", "value": "x" } } } } }
  ]
}
`,
    },
  ],
}
