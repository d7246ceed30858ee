import * as l10n from "@vscode/l10n"
import type { CancellationToken } from "vscode-languageserver"
import {
  type DifferenceAnswer,
  type DraftClaimsAnswer,
  differenceCommand,
  draftClaimsCommand,
  type EffectiveRulesAnswer,
  effectiveRulesCommand,
  type FlowClaimAnswer,
  flowClaimCommand,
  type TopologyAnswer,
  topologyCommand,
  type VerifyFlowAnswer,
  type VerifyFlowArgument,
  verifyFlowCommand,
} from "../protocol.ts"
import type { FlowDocuments } from "../workspace/flow-documents.ts"
import type { Workspace } from "../workspace/workspace.ts"
import { type CommandProblem, isSubject } from "./command-subject.ts"
import { answerDifference, isDifferenceArgument } from "./difference-command.ts"
import { answerDraftClaims } from "./draft-claims-command.ts"
import { answerEffectiveRules } from "./effective-rules-command.ts"
import { answerFlowClaim, isFlowClaimArgument } from "./flow-claim-command.ts"
import { answerTopology } from "./topology-command.ts"
import { answerVerifyFlow } from "./verify-flow-command.ts"

type Answer =
  | DifferenceAnswer
  | DraftClaimsAnswer
  | FlowClaimAnswer
  | VerifyFlowAnswer
  | EffectiveRulesAnswer
  | TopologyAnswer

/** Runs a command of the server. The argument comes from any client, and is not taken for what it should be. */
export async function executeCommand(
  { workspace, flows }: { readonly workspace: Workspace; readonly flows: FlowDocuments },
  command: string,
  argument: unknown,
  token: CancellationToken,
): Promise<Answer | CommandProblem> {
  const isOfGroup = isSubject(argument) && (argument.group !== undefined || argument.at !== undefined)
  await workspace.tagFiles.loaded
  if (!isOfGroup) await workspace.index.whenFilled()
  if (command === topologyCommand) return answerTopology(workspace)
  if (!isSubject(argument) || !namesAnything(argument)) {
    return { problem: l10n.t`${command} expects one argument, an object with a document's "uri".` }
  }
  const { uri, flow = "" } = argument
  const open = uri === undefined ? undefined : await workspace.open(uri, token)
  if (command === differenceCommand) {
    if (isDifferenceArgument(argument)) return answerDifference(workspace, argument, open)
    return { problem: l10n.t`${command} expects a document's "uri" and an "other" with "name" and "text".` }
  }
  if (command === draftClaimsCommand) return answerDraftClaims(flows, { subject: argument, open })
  if (command === flowClaimCommand) {
    if (isFlowClaimArgument(argument))
      return answerFlowClaim({ workspace, flows }, { subject: argument, open }, argument)
    return { problem: `${command} expects a "flow", and optionally "into" with "uri" and "text".` }
  }
  const isEffective = command === effectiveRulesCommand
  if (!isEffective && command !== verifyFlowCommand) return { problem: l10n.t`There is no command ${command}.` }
  if (!open && uri !== undefined && (isOfGroup || (isEffective && argument.end === undefined))) {
    return { problem: l10n.t`${uri} is not an open document.` }
  }
  const subject = { subject: argument, open }
  return isEffective ? answerEffectiveRules(workspace, subject) : answerVerifyFlow(workspace, subject, flow)
}

/** A flow may be between any ends of the networks. */
function namesAnything({ uri, end, flow }: Partial<VerifyFlowArgument>): boolean {
  return uri !== undefined || end !== undefined || flow !== undefined
}
