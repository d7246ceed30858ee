import { type CommandProblem, findThing, type OpenSubject } from "./command-subject.ts"
import { effectiveOfInterface } from "./features/effective-interface.ts"
import { effectiveOfInterfaceText } from "./features/effective-interface-text.ts"
import { effectiveRules, effectiveRulesText, ruleTables } from "./features/effective-rules.ts"
import { isProblem } from "./features/flow-text.ts"
import { effectiveInterface, effectiveSubnet } from "./judging/effective-interface.ts"
import type { EffectiveRulesAnswer, Subject } from "./protocol.ts"
import { referredGroup } from "./verify-flow-command.ts"
import type { OpenDocument, Workspace } from "./workspace.ts"

export async function answerEffectiveRules(
  workspace: Workspace,
  { subject, open }: OpenSubject,
): Promise<EffectiveRulesAnswer | CommandProblem> {
  const { end } = subject
  if (end !== undefined) return ofThing(workspace, subject, end)
  return open ? ofGroups(open, subject) : { problem: "Name a document, or a subnet, NIC or VM." }
}

/** The rules of one group, or of all groups of the document where none is named. */
function ofGroups(open: OpenDocument, subject: Subject): EffectiveRulesAnswer | CommandProblem {
  const all = subject.group === undefined && subject.at === undefined && open.analysed.groups.length > 1
  const judged = all ? undefined : referredGroup(open, subject)
  if (isProblem(judged)) return judged
  const groups = judged ? [judged] : open.analysed.groups
  return { ...effectiveRules(groups), client: { text: effectiveRulesText(groups) } }
}

async function ofThing(
  workspace: Workspace,
  { uri }: Subject,
  end: string,
): Promise<EffectiveRulesAnswer | CommandProblem> {
  const network = await workspace.network(uri)
  if (network.settingProblem !== undefined) return { problem: network.settingProblem }
  const thing = findThing(network, end)
  if (isProblem(thing)) return thing
  const effective =
    thing.kind === "subnet"
      ? effectiveSubnet(network.judged, thing.subnet)
      : effectiveInterface(network.judged, thing.networkInterface)
  const tables = effective.groups.flatMap(({ ruled }) => (ruled ? [ruled.group.name, ...ruleTables(ruled)] : []))
  const text = [effectiveOfInterfaceText(effective), ...tables.map(table => `${table}\n`)].join("\n")
  return { ...effectiveOfInterface(effective), client: { text } }
}
