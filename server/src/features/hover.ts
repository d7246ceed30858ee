import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import { type Hover, MarkupKind, type Position } from "vscode-languageserver-types"
import { type AnalysedDocument, standsIn } from "../analysis/analysed-document.ts"
import { isLocated } from "../judging/group-rule.ts"
import type { JudgedNetwork } from "../judging/judged-network.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import { isAt } from "../syntax/range.ts"
import { type EntryPlace, entryAt } from "./entry-at.ts"
import { exampleLink } from "./example-link.ts"
import { expressionMarkdown } from "./expression-markdown.ts"
import { functionMarkdown } from "./function-markdown.ts"
import { groupMarkdown } from "./group-markdown.ts"
import { lspRange } from "./lsp-range.ts"
import { networkMarkdown } from "./network-markdown.ts"
import { networkThings } from "./network-things.ts"
import { ruleMarkdown } from "./rule-markdown.ts"
import { explainWord } from "./word-markdown.ts"

/**
 * What stands under the cursor: a word of a rule in a sentence, and what the rule still matches in another; on its name a rule,
 * and on its own name a group, in full; a subnet, network interface or machine of the networks that are known; and of an
 * expression first of all its value, of a function's name what that does.
 */
export function hover(
  document: TextDocument,
  analysed: AnalysedDocument,
  position: Position,
  network?: JudgedNetwork,
  verifyCommand?: string,
): Hover | null {
  const offset = document.offsetAt(position)
  const expression = expressionMarkdown(analysed, offset)
  const around =
    hoverRule(document, analysed, offset, verifyCommand) ??
    hoverGroup(analysed, offset) ??
    (network && hoverThing(network, analysed, document.uri, offset))
  const called = functionMarkdown(analysed, offset)
  const found = [expression, called, around].filter(each => each !== undefined && each !== null)
  const [first] = found
  if (!first) return null
  const value = found.map(({ markdown }) => markdown).join("\n\n---\n\n")
  return { contents: { kind: MarkupKind.Markdown, value }, range: lspRange(document, first.range) }
}

interface Explained {
  readonly range: Range
  readonly markdown: string
}

function hoverRule(
  document: TextDocument,
  analysed: AnalysedDocument,
  offset: number,
  verifyCommand: string | undefined,
): Explained | undefined {
  for (const judged of [...analysed.groups, ...analysed.joinedGroups]) {
    const isHere = (rule: LocatedRule) => standsIn(analysed, rule) && isAt(rule.at.self, offset)
    const rule = judged.rules.filter(isLocated).find(isHere)
    const copy = rule ? undefined : judged.group.copies.map(({ other }) => other).find(isHere)
    const written = rule ?? copy
    if (!written) continue
    const whole = { range: written.at.self, markdown: ruleMarkdown(judged, written, analysed) }
    const { range, markdown } = explainWord(judged, written, offset, analysed) ?? whole
    const more = copy
      ? l10n.t`Written twice: findings and verdicts use the values of the standalone rule.`
      : verifyCommand !== undefined && exampleLink(document, judged, written, verifyCommand)
    return { range, markdown: more ? `${markdown}\n\n${more}` : markdown }
  }
  return undefined
}

/** On the group's name and type, keys included; any other word of its resource says nothing of its rules. */
function hoverGroup({ groups, syntax }: AnalysedDocument, offset: number): Explained | undefined {
  const judged = groups.find(({ group: { nameRange, range } }) => {
    return isOnName(syntax, { nameRange, range }, offset)
  })
  return judged && { range: judged.group.nameRange, markdown: groupMarkdown(judged) }
}

function hoverThing(
  network: JudgedNetwork,
  { syntax }: AnalysedDocument,
  uri: string,
  offset: number,
): Explained | undefined {
  const thing = networkThings(network.index.topology, uri).find(({ place }) => isOnName(syntax, place, offset))
  return thing && { range: thing.place.nameRange, markdown: networkMarkdown(network, thing) }
}

function isOnName(
  syntax: AnalysedDocument["syntax"],
  { nameRange, range }: { readonly nameRange: Range; readonly range: Range },
  offset: number,
): boolean {
  if (isAt(nameRange, offset)) return true
  const place = syntax && isAt(range, offset) ? entryAt(syntax, offset) : undefined
  return place !== undefined && namesResource(place, nameRange, range)
}

function namesResource({ holder, entry }: EntryPlace, name: Range, whole: Range): boolean {
  if (entry.value.range.start === name.start) return true
  return holder.range.start === whole.start && /^(name|type|kind)$/i.test(entry.key)
}
