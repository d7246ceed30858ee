import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import type { CodeLens, Range } from "vscode-languageserver-types"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { nameGroup } from "../checks/wording.ts"
import type { ChangedFlows } from "../flows/replay/log-use.ts"
import { customJudgements, type JudgedGroup } from "../judging/judged-group.ts"
import type { VersionComparison } from "./compare-versions.ts"
import { countsText } from "./difference-text.ts"
import type { ComparedGroup } from "./group-difference.ts"
import { countRules, ruleCount, summariseGroup } from "./group-summary.ts"
import { byPlace, lensName } from "./lens-places.ts"
import { lspRange } from "./lsp-range.ts"
import { changedFlowsText } from "./rule-hits.ts"

/** The client's commands that lenses run, each with one argument: the group, or those that there are to choose from. */
export interface LensCommands {
  readonly verify: string
  readonly effective: string
  readonly difference: string
}

/** A group as it is and as HEAD has it, and what that means for the flows of a loaded log. */
type SinceHead = VersionComparison & { readonly flows?: ChangedFlows | undefined }

/**
 * Two lenses above each group, a third where it does something else than at HEAD, and a fourth where that would have changed what
 * became of the flows of a loaded log; above groups that a loop makes two for all of them. For a client without the commands
 * only the count, which then does nothing.
 */
export function codeLenses(
  document: TextDocument,
  { groups }: AnalysedDocument,
  commands?: LensCommands,
  sinceHead: readonly SinceHead[] = [],
): CodeLens[] {
  const changes = changesOf(groups, sinceHead)
  return byPlace(groups, ({ group }) => group.nameRange).flatMap(together => {
    const [first, another] = together
    const range = lspRange(document, first.group.nameRange)
    const lens = lensMaker(range, document, commands)
    if (another) return loopLenses(together, lens)
    const name = lensName(nameGroup(first.group))
    const since = changes.get(first)
    const changed = [changeText(since?.compared), since?.flows && changedFlowsText(since.flows)]
    return [
      ...lens("verify", l10n.t`Verify flow in ${name}…`, together),
      ...lens("effective", `${name}: ${summariseGroup(first)}`, together),
      ...changed.flatMap(change => (change === undefined ? [] : lens("difference", `${name}: ${change}`, together))),
    ]
  })
}

type MakeLens = (command: keyof LensCommands, title: string, groups: readonly JudgedGroup[]) => readonly CodeLens[]

function lensMaker(range: Range, document: TextDocument, commands: LensCommands | undefined): MakeLens {
  return (command, title, groups) => {
    if (!commands) return command === "effective" ? [{ range, command: { title, command: "" } }] : []
    const subjects = groups.map(({ group }) => {
      return { uri: document.uri, group: group.name, at: document.positionAt(group.range.start) }
    })
    const [only, another] = subjects
    const argument = another ? { uri: document.uri, oneOf: subjects } : only
    return [{ range, command: { title, command: commands[command], arguments: [argument] } }]
  }
}

function loopLenses(together: readonly JudgedGroup[], lens: MakeLens): readonly CodeLens[] {
  const rules = together.reduce((sum, judged) => sum + countRules(judged), 0)
  const dead = together.flatMap(customJudgements).filter(({ reach, rule }) => reach === "dead" && !rule.implied).length
  const count = l10n.t`${together.length} NSGs`
  const counts = [ruleCount(rules), ...(dead > 0 ? [l10n.t`${dead} dead`] : [])]
  return [
    ...lens("verify", l10n.t`Verify flow in one of ${count}…`, together),
    ...lens("effective", `${count}: ${counts.join(" · ")}`, together),
  ]
}

/** Of groups of one name the first is compared with the first. */
function changesOf(
  groups: readonly JudgedGroup[],
  sinceHead: readonly SinceHead[],
): ReadonlyMap<JudgedGroup, SinceHead | undefined> {
  const met = new Map<string, number>()
  return new Map(
    groups.map(judged => {
      const { name } = judged.group
      const count = met.get(name) ?? 0
      met.set(name, count + 1)
      return [judged, sinceHead.filter(({ after }) => after?.group.name === name)[count]]
    }),
  )
}

/** `newly allows 2 · newly denies 0 since HEAD`; undefined where nothing changed. */
function changeText(compared: ComparedGroup | undefined): string | undefined {
  if (!compared || compared.status === "equal") return undefined
  if (compared.status === "added") return l10n.t`new since HEAD`
  return l10n.t`${countsText(compared)} since HEAD`
}
