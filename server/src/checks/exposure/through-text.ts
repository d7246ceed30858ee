import * as l10n from "@vscode/l10n"
import type { Exposure } from "../../judging/exposures.ts"
import type { KnownLevel } from "../../judging/machines-behind.ts"
import { capitalised, isNamed, listWords } from "../wording.ts"

/** What stands at the other level and blocks some of it: everything at some machines, or part of it. */
export function throughTexts({ through, doubt }: Pick<Exposure, "through" | "doubt">): readonly string[] {
  if (!through) return []
  const { open, narrowed } = through
  const closed = through.closed.filter(({ name }) => !open.some(other => other.name === name))
  return [
    ...(closed.length > 0 ? [closedText(open, blockersText(closed, "all"))] : []),
    ...(narrowed.length > 0 ? [`${capitalised(blockersText(narrowed, "part"))}.`] : []),
    ...(doubt === "levels" ? unsettledTexts(closed) : []),
  ]
}

/** Why the groups that block it may do something else once they are deployed. */
function unsettledTexts(levels: readonly KnownLevel[]): readonly string[] {
  const groups = levels.flatMap(({ ruled }) => ruled?.group ?? [])
  return [
    ...(groups.some(({ condition }) => condition !== undefined)
      ? [l10n.t`It is not certain that this is so, as a condition decides whether the NSG is deployed.`]
      : []),
    ...(groups.some(({ keepsOtherRules }) => keepsOtherRules)
      ? [l10n.t`It is not certain that this is so, as deploying the NSG may leave other rules in it.`]
      : []),
  ]
}

function closedText(open: readonly KnownLevel[], blockers: string): string {
  return open.length === 0 ? `${capitalised(blockers)}.` : l10n.t`It is open at ${placesText(open)}; ${blockers}.`
}

/** `network interface nic-0 and 3 more`. */
function placesText(levels: readonly KnownLevel[]): string {
  const names = [
    ...new Set(
      levels.map(({ kind, name }) => (kind === "subnet" ? l10n.t`subnet ${name}` : l10n.t`network interface ${name}`)),
    ),
  ]
  const more = names.length - mostNamed
  return listWords(more > 0 ? [...names.slice(0, mostNamed), l10n.t`${more} more`] : names)
}

const mostNamed = 3

/** `NSG "own" blocks it at network interface nic-0`. */
export function blockersText(
  levels: readonly KnownLevel[],
  what: "all" | "part" | "only what this rule allows",
): string {
  const groups = [...new Set(levels.flatMap(({ ruled }) => ruled ?? []))]
  const [only, another] = new Set(groups.flatMap(({ group }) => (isNamed(group) ? group.name : [])))
  const isOne = only !== undefined && another === undefined && groups.every(({ group }) => isNamed(group))
  const places = placesText(levels)
  if (!isOne) {
    if (what === "all") return l10n.t`other NSGs block it at ${places}`
    return what === "part"
      ? l10n.t`other NSGs block part of it at ${places}`
      : l10n.t`other NSGs at ${places} block what only this rule allows`
  }
  if (what === "all") return l10n.t`NSG "${only}" blocks it at ${places}`
  return what === "part"
    ? l10n.t`NSG "${only}" blocks part of it at ${places}`
    : l10n.t`NSG "${only}" at ${places} blocks what only this rule allows`
}

/** What programs see of it. */
export function throughJson({ through }: Pick<Exposure, "through">): Readonly<Record<string, unknown>> {
  if (!through) return {}
  const names = (levels: readonly KnownLevel[]) => [...new Set(levels.map(({ name }) => name))]
  const { open, closed, narrowed } = through
  return { openAt: names(open), blockedAt: names(closed), blockedInPartAt: names(narrowed) }
}
