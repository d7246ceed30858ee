import type { Location } from "vscode-languageserver-types"
import { nameRule } from "../checks/wording.ts"
import type { RuleMatch, Truth } from "../engine/flow.ts"
import { type GroupRule, isLocated } from "../judging/group-rule.ts"
import type { LevelVerdict } from "../judging/path-level.ts"
import type { FlowVerdict } from "../judging/verify-flow.ts"
import type { PathVerdict } from "../judging/verify-path.ts"
import { describeRemarks } from "./assumption-text.ts"
import { type VerdictWord, verdictWord, wordText } from "./ending-text.ts"
import { formatFlow } from "./flow-text.ts"
import type { Place } from "./lsp-range.ts"
import { describePathAssumptions, isJudged } from "./path-assumptions.ts"
import { pathLines, pathWord, summarisePath, targetOf } from "./path-text.ts"
import { markedCells, ruleCells, shortList } from "./rule-cells.ts"
import { mayDecide, ruleRole, summariseVerdict } from "./verification-text.ts"

/** A verdict as data for a page: the answer first, what decides it next, then what was tried. Texts are plain. */
export interface VerdictView {
  readonly word: VerdictWord
  /** The word in the editor's language. */
  readonly shownWord: string
  /** The rest of the first sentence, in which what decides leads to where it stands. */
  readonly sentence: readonly TextPart[]
  /** Of one NSG a single trace, of a path one for each level in the order in which they are passed. */
  readonly traces: readonly TraceView[]
  /** What the answer rests on: sentences. */
  readonly remarks: readonly string[]
}

export interface TextPart {
  readonly text: string
  readonly location?: Location
}

export interface TraceView {
  /** `web-nsg`, or of a level `inbound, subnet hub/front`. */
  readonly title: string
  readonly word: VerdictWord
  readonly shownWord: string
  /** What decides there: `"ssh" (100) of front-nsg`; empty where the first sentence says it. */
  readonly by: string
  readonly location?: Location
  /** Set for the level that denies the flow, behind which nothing is asked. */
  readonly blocks?: true
  /** Every rule that was tried, in evaluation order. */
  readonly tried: readonly TriedRuleView[]
}

export interface TriedRuleView {
  readonly priority: string
  readonly name: string
  readonly access: string
  /** Protocol, source, source ports, destination and destination ports. */
  readonly parts: readonly TriedPart[]
  /** `decides`, `may decide`, `not deployed by default`. */
  readonly role?: string
  /** It decides some of the flow, or may. */
  readonly decides?: true
  readonly location?: Location
}

export interface TriedPart {
  readonly text: string
  /** "open": it matches part of the flow, or that is not known. */
  readonly match: "yes" | "no" | "open"
}

type Locate = (place: Place) => Location

export function verdictView(verdict: FlowVerdict, locate: Locate): VerdictView {
  const { judged, flow, decider, access, rows } = verdict
  const word = verdictWord(verdict)
  const named = decider && { text: nameRule(decider), location: placeOf(decider, locate) }
  const asked = access === "Unknown" ? [{ text: `${formatFlow(flow)}: ` }] : []
  return {
    word,
    shownWord: wordText(word),
    sentence: [...asked, ...linked(withoutWord(summariseVerdict(verdict), word), named)],
    traces: [
      {
        title: judged.group.name,
        word,
        shownWord: wordText(word),
        by: "",
        tried: rows.map(row => triedRule(verdict, row, locate)),
      },
    ],
    remarks: describeRemarks(verdict),
  }
}

/** `locateIn`: where a rule of a level stands; a rule that names no document is in that of the level's NSG. */
export function pathView(verdict: PathVerdict, locate: (place: Place & { document: string }) => Location): VerdictView {
  const word = pathWord(verdict)
  const target = verdict.decider && targetOf(verdict.decider)
  const name = verdict.decider && levelRuleName(verdict.decider)
  const named = target && name ? { text: name, location: locate(target) } : null
  const lines = pathLines(verdict)
  return {
    word,
    shownWord: wordText(word),
    sentence: linked(withoutWord(summarisePath(verdict), word), named),
    traces: verdict.levels.flatMap((level, place) => {
      const line = lines[place]
      if (!line) return []
      const [direction, title, shownWord, by] = line.cells
      return {
        title: `${direction}, ${title}`,
        word: line.word,
        shownWord,
        by,
        ...(line.target && { location: locate(line.target) }),
        ...(level.access === "Deny" && { blocks: true as const }),
        tried: triedAt(level, locate),
      }
    }),
    remarks: describePathAssumptions(verdict),
  }
}

function triedAt(
  level: LevelVerdict,
  locate: (place: Place & { document: string }) => Location,
): readonly TriedRuleView[] {
  if (!isJudged(level)) return []
  const { placed, verdict } = level.group
  const own = placed.group.document ?? placed.document
  return verdict.rows.map(row => triedRule(verdict, row, ({ document = own, range }) => locate({ document, range })))
}

function levelRuleName(level: LevelVerdict): string | undefined {
  if (level.kind === "networkManager") return level.decider.written ? nameRule(level.decider.written) : undefined
  return level.decider ? nameRule(level.decider) : undefined
}

function withoutWord(summary: string, word: VerdictWord): string {
  const head = `${wordText(word)}: `
  return summary.startsWith(head) ? summary.slice(head.length) : summary
}

/** A sentence in which the first mention of what is named leads to it. */
function linked(
  text: string,
  named: { readonly text: string; readonly location: Location | undefined } | null,
): readonly TextPart[] {
  const start = named?.location ? text.indexOf(named.text) : -1
  if (!named?.location || start < 0) return [{ text }]
  const end = start + named.text.length
  return [
    { text: text.slice(0, start) },
    { text: named.text, location: named.location },
    { text: text.slice(end) },
  ].filter(part => part.text !== "")
}

function triedRule(verdict: FlowVerdict, row: RuleMatch<GroupRule>, locate: Locate): TriedRuleView {
  const { rule } = row
  const cells = ruleCells(rule)
  const { priority, access } = markedCells(rule)
  const location = placeOf(rule, locate)
  const role = ruleRole(verdict, row)
  return {
    priority,
    name: cells.name,
    access,
    parts: [
      triedPart(row.protocol, [cells.protocol]),
      triedPart(row.source, cells.source),
      triedPart(row.sourcePort, cells.sourcePorts),
      triedPart(row.destination, cells.destination),
      triedPart(row.destinationPort, cells.destinationPorts),
    ],
    ...(role !== undefined && { role }),
    ...(mayDecide(verdict, rule) && { decides: true as const }),
    ...(location && { location }),
  }
}

function triedPart(truth: Truth, texts: readonly string[]): TriedPart {
  return { text: shortList(texts, 4), match: truth === null ? "open" : truth ? "yes" : "no" }
}

function placeOf(rule: GroupRule, locate: Locate): Location | undefined {
  return isLocated(rule) ? locate({ document: rule.document, range: rule.at.name }) : undefined
}
