import * as l10n from "@vscode/l10n"
import { effectiveOfInterface } from "../features/effective-interface.ts"
import { effectiveOfInterfaceText } from "../features/effective-interface-text.ts"
import { effectiveRules, effectiveRulesText, ruleTables } from "../features/effective-rules.ts"
import { isProblem } from "../features/flow-text.ts"
import { appliedName } from "../features/level-name.ts"
import { locator } from "../features/lsp-range.ts"
import { type PassageView, passageViews } from "../features/passage-view.ts"
import { groupView, type LocateInGroup } from "../features/rules-view.ts"
import {
  type EffectiveInterface,
  effectiveGroup,
  effectiveInterface,
  effectiveSubnet,
} from "../judging/effective-interface.ts"
import { type JudgedGroup, judgeGroup } from "../judging/judged-group.ts"
import { noNetwork } from "../judging/network-context.ts"
import type { EffectiveRulesAnswer, EffectiveRulesView, Subject } from "../protocol.ts"
import type { WorkspaceNetwork } from "../workspace/network-keeper.ts"
import type { OpenDocument, Workspace } from "../workspace/workspace.ts"
import { type CommandProblem, findThing, type OpenSubject } from "./command-subject.ts"
import { locateIn } from "./network-places.ts"
import { referredGroup } from "./verify-flow-command.ts"

export async function answerEffectiveRules(
  workspace: Workspace,
  { subject, open }: OpenSubject,
): Promise<EffectiveRulesAnswer | CommandProblem> {
  const { end } = subject
  if (end !== undefined) return ofThing(workspace, subject, end)
  return open ? ofGroups(open, subject) : { problem: l10n.t`Name a document, or a subnet, NIC or VM.` }
}

/** The rules of one group, or of all groups of the document where none is named. */
function ofGroups(open: OpenDocument, subject: Subject): EffectiveRulesAnswer | CommandProblem {
  const all = subject.group === undefined && subject.at === undefined && open.analysed.groups.length > 1
  const judged = all ? undefined : referredGroup(open, subject)
  if (isProblem(judged)) return judged
  const groups = judged ? [judged] : open.analysed.groups
  const locate = locator(open.document, open.analysed)
  const isDrawn = groups.reduce((sum, { group }) => sum + group.rules.length, 0) <= mostDrawnRules
  const view = {
    groups: groups.map(group => {
      const own = groupView(group, locate)
      return isDrawn
        ? { ...own, passages: passagesOf(open, group, locate) }
        : { ...own, notes: [...own.notes, notDrawn()] }
    }),
  }
  return { ...effectiveRules(groups), client: { text: effectiveRulesText(groups), view } }
}

/** What gets through is worked out anew with each edit: of more rules that would keep others waiting for seconds. */
const mostDrawnRules = 200
const notDrawn = () => l10n.t`What gets through is not drawn: there are more than ${mostDrawnRules} rules.`

function passagesOf({ document }: OpenDocument, judged: JudgedGroup, locate: LocateInGroup): readonly PassageView[] {
  const of = { name: judged.group.name, document: document.uri }
  return passageViews(effectiveGroup(judged, judged.context), of, locate)
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
  return { ...effectiveOfInterface(effective), client: { text, view: viewOf(network, effective) } }
}

function viewOf(network: WorkspaceNetwork, effective: EffectiveInterface): EffectiveRulesView {
  const locate = locateIn(network)
  const groups = effective.groups.flatMap(({ ruled, reference }) => {
    if (!ruled || reference.kind !== "resolved") return []
    const { document: own, group } = reference.target
    const judged = judgeGroup(ruled.group, noNetwork)
    return [groupView(judged, ({ document = group.document ?? own, range }) => locate({ document, range }))]
  })
  return { groups, passages: passageViews(effective, { name: appliedName(effective) }, locate) }
}
