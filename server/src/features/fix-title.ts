import * as l10n from "@vscode/l10n"
import type { FixEffect } from "../analysis/fix-effect.ts"
import type { OfferedFix } from "../analysis/offered-fix.ts"
import { unlistedTag } from "../azure/unlisted-tag.ts"
import { listWords, quoteName } from "../checks/wording.ts"
import type { TrafficBox } from "../engine/traffic-box.ts"
import type { DifferenceAnywhere } from "../judging/compare-groups.ts"
import { isHidden } from "../judging/group-rule.ts"
import type { AddressTerm } from "../values/address.ts"
import { trafficWords } from "./traffic-words.ts"

/** What a fix does, and what that does to the traffic: `Remove rule (no traffic changes)`. */
export function fixTitle({ fix, effect }: Pick<OfferedFix, "fix" | "effect">): string {
  return fix.placeholder === undefined ? `${fix.title} (${effectText(effect)})` : fix.title
}

type Change = DifferenceAnywhere["allowed"][number]

/** The effect as proved: what is surely treated differently, and why the rest cannot be said. */
export function effectText({ changes: { allowed, denied, uncertain }, open = [] }: FixEffect): string {
  const told = [
    ...toldTraffic(allowed, words => l10n.t`newly allows ${words}`),
    ...toldTraffic(denied, words => l10n.t`newly denies ${words}`),
  ]
  const reasons = [
    ...[...allowed, ...denied, ...uncertain].flatMap(dependence),
    ...open.map((sentence): Dependence => ({ sentence })),
  ]
  if (reasons.length === 0) return told.length === 0 ? l10n.t`no traffic changes` : told.join(", ")
  const why = reasonText(reasons)
  return told.length === 0
    ? l10n.t`effect not known: ${why}`
    : l10n.t`${told.join(", ")}; the rest is not known: ${why}`
}

/** Of several things that it depends on, which are told together. */
interface Dependence {
  /** What it depends on; undefined in a reason that is a sentence of its own. */
  readonly on?: string
  readonly sentence?: string
}

function reasonText(reasons: readonly Dependence[]): string {
  const on = [...new Set(reasons.flatMap(reason => reason.on ?? []))]
  const others = [...new Set(reasons.flatMap(({ sentence }) => sentence ?? []))]
  const shown = on.length > 2 ? [...on.slice(0, 2), l10n.t`more`] : on
  return [...(on.length > 0 ? [l10n.t`depends on ${listWords(shown)}`] : []), ...others].join(l10n.t`, and `)
}

function toldTraffic(changes: readonly Change[], tell: (words: string) => string): string[] {
  const sure = changes.flatMap(({ boxes, within }) => (boxes ?? within).filter(isSure))
  if (sure.length === 0) return []
  const isPart = changes.some(({ boxes }) => boxes === undefined)
  const words = trafficWords(sure)
  return [tell(isPart && !words.startsWith(l10n.t`some ${""}`) ? l10n.t`some ${words}` : words)]
}

function isSure(box: TrafficBox): boolean {
  return box.assumptions.length === 0 && !box.readsPorts && openTerms(box).length === 0
}

/** Sets of which nobody knows what they hold, and words that are perhaps no tag at all. */
function openTerms({ source, destination }: TrafficBox): readonly AddressTerm[] {
  const terms = [source, destination].flatMap(({ inside, outside }) => [...inside, ...outside])
  return terms.filter(
    term => term.kind === "unknown" || (term.kind === "tag" && unlistedTag(tagOf(term)) !== undefined),
  )
}

/** Today's name: the classic deployment model has others. */
function tagOf({ key }: AddressTerm): string {
  return key.slice("tag:".length)
}

/** What it depends on whether there is a change, where that is not sure. */
function dependence({ boxes, within, before, after }: Change): Dependence[] {
  const deciders = [...before, ...after].flatMap(({ rule }) => rule ?? [])
  if (deciders.some(isHidden)) return [{ on: l10n.t`rules that are not known here` }]
  const ofAccess = deciders.filter(({ access }) => typeof access !== "string").map(({ name }) => name)
  const open = (boxes ?? within).filter(box => !isSure(box))
  const ofValues = open.flatMap(({ assumptions }) => assumptions.flatMap(({ rule }) => rule ?? []))
  const [name, another] = new Set([...ofAccess, ...ofValues])
  if (name !== undefined && another === undefined) return [{ on: l10n.t`what ${quoteName({ name })} says` }]
  if (name !== undefined) return [{ on: l10n.t`values that are not known here` }]
  return open.flatMap(dependenceOfBox)
}

function dependenceOfBox(box: TrafficBox): Dependence[] {
  const word = openTerms(box).find(({ kind }) => kind === "tag")
  if (word && "name" in word) return [{ on: l10n.t`what ${word.name} is` }]
  const isOfValue = box.assumptions.length > 0 || openTerms(box).length > 0
  return [
    { on: isOfValue ? l10n.t`values that are not known here` : l10n.t`what ports mean for a protocol without any` },
  ]
}
