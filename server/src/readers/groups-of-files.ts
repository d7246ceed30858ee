import { inFile } from "./file-of-range.ts"
import type { LinkedFile, LinkedFiles } from "./linked-files.ts"
import type { LocatedGroup, LocatedRule, RuleCopy } from "./reader.ts"

/** A group, and the linked file it stands in; none for the document itself. */
export interface GroupOfFile {
  readonly file: LinkedFile | undefined
  readonly group: LocatedGroup
}

/**
 * Groups that were read of a document and of the templates it links, each with the places of its own file. A rule stands where
 * it is written: where that is another file, each rule of the group says which.
 */
export function groupsOfFiles(
  groups: readonly LocatedGroup[],
  own: string,
  files: LinkedFiles,
): readonly GroupOfFile[] {
  const uriOf = (file: LinkedFile | undefined) => file?.uri ?? own
  return groups.map(group => {
    const file = files.at(group.range)
    const isApart = [...group.rules, ...group.copies.map(({ other }) => other)].some(
      rule => files.at(rule.at.self) !== file,
    )
    const placed = (rule: LocatedRule): LocatedRule => {
      const home = files.at(rule.at.self)
      const there = inFile(rule, home, files, inFile(rule.at.self, home, files, rule.at.self))
      return isApart ? { ...there, document: uriOf(home) } : there
    }
    const { rules, statedDefaults, copies, ...about } = group
    const nameRange = inFile(group.nameRange, file, files, inFile(group.range, file, files, group.range))
    return {
      file,
      group: {
        ...inFile(about, file, files, nameRange),
        ...((isApart || file) && { document: uriOf(file) }),
        ...placedRules({ rules, statedDefaults, copies }, placed),
      },
    }
  })
}

type Rules = Pick<LocatedGroup, "rules" | "statedDefaults" | "copies">

/** A rule that is met twice is one. */
function placedRules({ rules, statedDefaults, copies }: Rules, place: (rule: LocatedRule) => LocatedRule): Rules {
  const known = new Map<LocatedRule, LocatedRule>()
  const placed = (rule: LocatedRule) => {
    const there = known.get(rule) ?? place(rule)
    known.set(rule, there)
    return there
  }
  return {
    rules: rules.map(placed),
    statedDefaults: statedDefaults.map(placed),
    copies: copies.map((copy): RuleCopy => ({ ...copy, rule: placed(copy.rule), other: placed(copy.other) })),
  }
}
