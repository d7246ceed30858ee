import * as l10n from "@vscode/l10n"
import type { AdminBlock } from "../../judging/exposed-through.ts"
import type { Exposure } from "../../judging/exposures.ts"
import type { KnownLevel } from "../../judging/machines-behind.ts"
import { capitalised, isNamed, listSome, listWords, nameAdminRule } from "../wording.ts"

/** What stands at the other level and blocks some of it: everything at some machines, or part of it. */
export function throughTexts({ through, doubt }: Pick<Exposure, "through" | "doubt">): readonly string[] {
  if (!through) return []
  const { open, narrowed, closedByAdmin, narrowedByAdmin } = through
  const closed = through.closed.filter(({ name }) => !open.some(other => other.name === name))
  return [
    ...(closed.length > 0 ? [closedText(open, blockersText(closed, "all"))] : []),
    ...(closedByAdmin ? [closedText(closed.length > 0 ? [] : open, adminText(closedByAdmin, true))] : []),
    ...(narrowed.length > 0 ? [`${capitalised(blockersText(narrowed, "part"))}.`] : []),
    ...(narrowedByAdmin ? [`${capitalised(adminText(narrowedByAdmin, false))}.`] : []),
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

/** `"no-ssh" (10), a security admin rule of "baseline", blocks it at subnet hub/app`. */
function adminText({ rules, places }: AdminBlock, isWhole: boolean): string {
  const where = placesText(places.map(({ level, name }) => ({ kind: level, name })))
  const who = listSome(rules.map(nameAdminRule), mostNamed)
  const of = namesText(rules.map(({ configuration }) => configuration))
  if (rules.length === 1) {
    return isWhole
      ? l10n.t`${who}, a security admin rule of ${of}, blocks it at ${where}`
      : l10n.t`${who}, a security admin rule of ${of}, blocks part of it at ${where}`
  }
  return isWhole
    ? l10n.t`${who}, security admin rules of ${of}, block it at ${where}`
    : l10n.t`${who}, security admin rules of ${of}, block part of it at ${where}`
}

/** `"baseline" and "extra"`. */
function namesText(names: readonly string[]): string {
  return listWords([...new Set(names)].map(name => `"${name}"`))
}

/** What is not known of security admin rules. */
export function adminDoubt(configurations: readonly string[]): string {
  const names = namesText(configurations)
  return l10n.t`Whether security admin rules of ${names} block it is not known here.`
}

/** `network interface nic-0 and 3 more`. */
function placesText(levels: readonly Pick<KnownLevel, "kind" | "name">[]): string {
  const names = [
    ...new Set(
      levels.map(({ kind, name }) => (kind === "subnet" ? l10n.t`subnet ${name}` : l10n.t`network interface ${name}`)),
    ),
  ]
  return listSome(names, mostNamed)
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
  const { open, closed, narrowed, closedByAdmin, narrowedByAdmin } = through
  const blocking = [...(closedByAdmin?.rules ?? []), ...(narrowedByAdmin?.rules ?? [])]
  const adminRules = [...new Set(blocking.map(({ name, configuration }) => `${configuration}/${name}`))]
  return {
    openAt: names(open),
    blockedAt: names(closed),
    blockedInPartAt: names(narrowed),
    ...(adminRules.length > 0 && { blockedByAdminRules: adminRules }),
  }
}
