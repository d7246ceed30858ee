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
  if (groups.length === 0) return { problem: "There is no network security group in this document." }
  const named = name === undefined ? groups : groups.filter(judged => isCalled(judged, name))
  const [only, second] = named
  if (!only) return { problem: `There is no group "${name}" here, but ${nameAll(groups)}.` }
  if (!second) return only
  const there = offset === undefined ? undefined : named.find(({ group }) => contains(group.range, offset))
  if (there) return there
  return {
    problem:
      name === undefined
        ? `There are several groups here, name one of them: ${nameAll(groups)}.`
        : `Several groups here are called "${name}", and only a resource id tells them apart.`,
  }
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
