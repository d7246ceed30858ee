import type { CancellationToken } from "vscode-languageserver"
import { type CommandProblem, isSubject } from "./command-subject.ts"
import { answerEffectiveRules } from "./effective-rules-command.ts"
import {
  type EffectiveRulesAnswer,
  effectiveRulesCommand,
  type TopologyAnswer,
  topologyCommand,
  type VerifyFlowAnswer,
  verifyFlowCommand,
} from "./protocol.ts"
import { answerTopology } from "./topology-command.ts"
import { answerVerifyFlow } from "./verify-flow-command.ts"
import type { Workspace } from "./workspace.ts"

type Answer = VerifyFlowAnswer | EffectiveRulesAnswer | TopologyAnswer

/** Runs a command of the server. The argument comes from any client, and is not taken for what it should be. */
export async function executeCommand(
  workspace: Workspace,
  command: string,
  argument: unknown,
  token: CancellationToken,
): Promise<Answer | CommandProblem> {
  const isOfNetworks =
    command === topologyCommand || (isSubject(argument) && argument.group === undefined && argument.at === undefined)
  await workspace.tagFiles.loaded
  if (isOfNetworks) await workspace.index.whenFilled()
  if (command === topologyCommand) return answerTopology(workspace)
  if (!isSubject(argument)) return { problem: `${command} takes one argument, an object with a document's "uri".` }
  const { uri, flow = "" } = argument
  const open = uri === undefined ? undefined : await workspace.open(uri, token)
  const subject = { subject: argument, open }
  if (!open && argument.end === undefined && uri !== undefined) return { problem: `${uri} is not an open document.` }
  if (command === effectiveRulesCommand) return answerEffectiveRules(workspace, subject)
  if (command !== verifyFlowCommand) return { problem: `There is no command ${command}.` }
  return answerVerifyFlow(workspace, subject, flow)
}
