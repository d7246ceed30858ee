import { claimedFlows } from "../features/claimed-flows.ts"
import { isProblem } from "../features/flow-text.ts"
import { groupEnds } from "../features/group-ends.ts"
import { namedEnds } from "../features/named-ends.ts"
import type { FlowChoices, Subject } from "../protocol.ts"
import type { FlowDocuments } from "../workspace/flow-documents.ts"
import type { Workspace } from "../workspace/workspace.ts"
import { referredGroup } from "./verify-flow-command.ts"

interface FlowSession {
  readonly workspace: Workspace
  readonly flows: FlowDocuments
}

/** What a flow may be made of: for a group its own words come first. */
export async function answerFlowChoices({ workspace, flows }: FlowSession, subject: Subject): Promise<FlowChoices> {
  await workspace.index.whenFilled()
  const open = subject.uri === undefined ? undefined : await workspace.open(subject.uri)
  const isOfGroup = subject.group !== undefined || subject.at !== undefined
  const judged = isOfGroup && open ? referredGroup(open, subject) : undefined
  const group = judged && !isProblem(judged) ? judged : undefined
  const { judged: network } = await workspace.network(subject.uri)
  const files = await flows.files()
  return {
    ends: [...new Set([...(group ? groupEnds(group) : []), ...usualEnds, ...namedEnds(network.index)])],
    flows: [...new Set(files.flatMap(file => claimedFlows(file, group?.group.name)))],
  }
}

const usualEnds = ["Internet", "VirtualNetwork", "AzureLoadBalancer"]
