import type { JudgedGroup } from "../checks/judged-group.ts"
import { listWords } from "../checks/wording.ts"

/** Why no single group was meant: a sentence for the person who asked. */
export interface NoGroup {
  readonly problem: string
}

export interface Wanted {
  /** The group's name or resource id, without case. */
  readonly name?: string | undefined
  /** An offset inside of the group: tells groups of the same name apart. */
  readonly offset?: number | undefined
}

/** The group that is meant: by name and place as far as given, else the only one. */
export function chooseGroup(groups: readonly JudgedGroup[], { name, offset }: Wanted): JudgedGroup | NoGroup {
  const called = groupsCalled(groups, name)
  if ("problem" in called) return called
  const there = offset === undefined ? undefined : called.find(({ group }) => contains(group.range, offset))
  const [first, second] = called
  const chosen = there ?? (second ? undefined : first)
  if (chosen) return chosen
  return {
    problem:
      name === undefined
        ? `There are several groups here, name one of them: ${nameAll(groups)}.`
        : `Several groups here are called "${name}": tell them apart by resource id.`,
  }
}

/** The groups of a name, or all where none is given; never an empty list. */
export function groupsCalled(
  groups: readonly JudgedGroup[],
  name: string | undefined,
): readonly JudgedGroup[] | NoGroup {
  if (groups.length === 0) return { problem: "There is no network security group in this document." }
  const called = name === undefined ? groups : groups.filter(judged => isCalled(judged, name))
  return called.length > 0 ? called : { problem: `There is no group "${name}" here, but ${nameAll(groups)}.` }
}

function isCalled({ group }: JudgedGroup, name: string): boolean {
  const wanted = name.toLowerCase()
  return group.name.toLowerCase() === wanted || group.id?.toLowerCase() === wanted
}

function nameAll(groups: readonly JudgedGroup[]): string {
  return listWords([...new Set(groups.map(({ group }) => `"${group.name}"`))])
}

function contains({ start, end }: { readonly start: number; readonly end: number }, offset: number): boolean {
  return start <= offset && offset <= end
}
