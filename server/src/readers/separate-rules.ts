import * as l10n from "@vscode/l10n"
import type { Range } from "../syntax/node.ts"
import { type GroupSource, locatedGroup } from "./group.ts"
import { asPartial } from "./partial.ts"
import type { LocatedGroup, LocatedRule } from "./reader.ts"

/** A group and whatever tells it from others of its document. */
export interface KeyedGroup {
  /** Undefined for a group that nothing can refer to. */
  readonly key: string | undefined
  readonly source: GroupSource
  /** True for a group that is only referred to, unless rules are written for it: it is then not listed. */
  readonly referenceOnly?: boolean
}

/** A rule that is an object of its own, and the group it refers to. */
export interface SeparateRule {
  readonly key: string
  /** The reference as written: what a group of its own is named by. */
  readonly group: string
  readonly nameRange: Range
  readonly rule: LocatedRule
  /** What the reference says of the group, where it is one that another document may define. */
  readonly identity?: GroupIdentity
  /** The reference is an expression, which may come to the name of any group. */
  readonly mayMeanAny?: boolean
}

/** What tells a group from those of other documents. */
export type GroupIdentity = Pick<LocatedGroup, "reference" | "id" | "scope" | "address">

/**
 * Gives each group its separate rules. Rules whose group is not in the document, or of which two have the name, form a
 * group of their own, named by their reference: it is partial, for nothing is known of its other rules. So is every other
 * group, where such a reference may mean it.
 */
export function joinRules(groups: readonly KeyedGroup[], rules: readonly SeparateRule[]): readonly LocatedGroup[] {
  const byKey = new Map<string, SeparateRule[]>()
  for (const rule of rules) byKey.set(rule.key, [...(byKey.get(rule.key) ?? []), rule])
  const counts = new Map<string | undefined, number>()
  for (const { key } of groups) counts.set(key, (counts.get(key) ?? 0) + 1)
  const located: LocatedGroup[] = []
  for (const { key, source, referenceOnly } of groups) {
    const own = key !== undefined && counts.get(key) === 1 ? byKey.get(key) : undefined
    if (own && key !== undefined) byKey.delete(key)
    if (own || !referenceOnly) located.push(locatedGroup({ ...source, standalone: own?.map(({ rule }) => rule) ?? [] }))
  }
  const others = [...byKey].flatMap(([key, own]) => referencedGroup(own, counts.has(key)))
  const open = [...byKey.values()].flat().find(({ mayMeanAny }) => mayMeanAny)
  const defined = open ? located.map(group => possiblyMeant(group, open)) : located
  return [...defined, ...others].sort((a, b) => a.range.start - b.range.start)
}

function possiblyMeant(group: LocatedGroup, { rule }: SeparateRule): LocatedGroup {
  return asPartial(group, l10n.t`"${rule.name}" may or may not belong to it`)
}

function referencedGroup(own: readonly SeparateRule[], isDoubtful: boolean): readonly LocatedGroup[] {
  const [first] = own
  if (!first) return []
  const source: GroupSource = {
    name: first.group,
    range: first.rule.at.self,
    nameRange: first.nameRange,
    ...first.identity,
    inline: [],
    incompleteReason: isDoubtful
      ? l10n.t`several NSGs in this file have its name`
      : l10n.t`the NSG itself is not in this file`,
  }
  return [locatedGroup({ ...source, standalone: own.map(({ rule }) => rule) })]
}
