import { topologyOf } from "../analysis/workspace-topology.ts"
import { explainPathProblem } from "../features/path-flow-text.ts"
import { type JudgedNetwork, judgedNetwork } from "../judging/judged-network.ts"
import { findEndpoint } from "../topology/find-endpoint.ts"
import type { NetworkInterface } from "../topology/topology.ts"
import type { AddressPrefix } from "../values/address.ts"
import { prefixesOf } from "./prefix-option.ts"
import type { Workspace } from "./read-workspace.ts"

export const onPremisesHelp = "  --on-premises PREFIX… prefixes behind gateways, which VirtualNetwork includes"

/** The networks that the files of a workspace describe together. */
export function workspaceNetwork(
  { files, index, tags, settings }: Workspace,
  onPremises: readonly AddressPrefix[],
): JudgedNetwork {
  const texts = new Map(files.map(({ text }) => [text.source.uri, text]))
  return judgedNetwork(topologyOf(index), {
    onPremises: onPremises.length > 0 ? onPremises : prefixesOf(settings.onPremises),
    tagData: tags.tagData,
    originOf: ({ document }) => texts.get(document),
  })
}

/** The network interface that `--nic` names: by its name or resource id, one of a scale set as SET/NIC. */
export function findInterface({ index }: JudgedNetwork, name: string): NetworkInterface | { readonly problem: string } {
  const found = findEndpoint(index, { kind: "named", type: "nic", name: name.replace(/^nic:/i, "") })
  if ("candidates" in found) return { problem: explainPathProblem(found) }
  const member = found.kind === "networkInterface" ? found.members[0] : undefined
  return member?.networkInterface ?? { problem: `--nic: "${name}" has no IP configuration in these files.` }
}
