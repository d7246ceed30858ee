import type { ResourceIndex } from "../../analysis/resource-index.ts"
import { writtenRules } from "../../readers/group.ts"
import type { LocatedGroup, LocatedRule } from "../../readers/reader.ts"
import type { SyntaxDocument } from "../../syntax/document.ts"
import { isAt } from "../../syntax/range.ts"
import { mentionsIn, type NamedTarget } from "./mentions.ts"
import type { NamePlace } from "./name-place.ts"
import { lastSegment, scalarsIn } from "./written-names.ts"

/** A rule by the group that it belongs to, wherever its document has that from. */
export interface NamedRule {
  readonly group: LocatedGroup
  readonly uri: string
  readonly rule: LocatedRule
}

/** The rule whose name stands at an offset. */
export function ruleNamedAt(index: ResourceIndex, uri: string, offset: number): NamedRule | undefined {
  const groups = index.texts.find(text => text.uri === uri)?.groups ?? []
  for (const group of groups) {
    const rule = writtenRules(group).find(({ at, implied }) => !implied && isAt(at.name, offset) && at.properties.name)
    if (rule) return { group, uri, rule }
  }
  return undefined
}

/** The rules of this name in the group and in what other documents add to it, and ids that name it; `syntaxes` by URI. */
export function rulePlaces(
  named: NamedRule,
  index: ResourceIndex,
  syntaxes: ReadonlyMap<string, SyntaxDocument>,
): readonly NamePlace[] {
  const name = named.rule.name.toLowerCase()
  return groupsAround(named, index).flatMap(({ uri, group }) => {
    const syntax = syntaxes.get(uri)
    if (!syntax) return []
    const own = writtenRules(group).filter(rule => rule.name.toLowerCase() === name)
    const definitions = own.map((rule): NamePlace => {
      const range = lastSegment(rule.at.name, syntax, name)
      return { uri, range: range ?? rule.at.name, role: "definition", isLiteral: range !== undefined }
    })
    const starts = new Set(definitions.map(({ range }) => range.start))
    const target: NamedTarget = { type: ruleType, names: [group.name.toLowerCase(), name] }
    const mentions = scalarsIn(syntax.roots).flatMap(node => mentionsIn(node, syntax, target))
    const others = mentions.filter(({ start }) => !starts.has(start))
    return [...definitions, ...others.map((range): NamePlace => ({ uri, range, role: "reference", isLiteral: true }))]
  })
}

const ruleType = "microsoft.network/networksecuritygroups/securityrules"

export function documentsOfRule(named: NamedRule, index: ResourceIndex): readonly string[] {
  return [...new Set(groupsAround(named, index).map(({ uri }) => uri))]
}

/** The group itself, and the documents' rules that are added to it. */
function groupsAround({ group, uri }: NamedRule, index: ResourceIndex) {
  const definition = group.reference ? index.definitionOf({ group }) : { group, uri }
  return definition ? [definition, ...index.referencesTo(definition)] : [{ group, uri }]
}
