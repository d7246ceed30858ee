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
  const told = [...toldTraffic("newly allows", allowed), ...toldTraffic("newly denies", denied)]
  const reasons = [...new Set([...[...allowed, ...denied, ...uncertain].flatMap(dependence), ...open])]
  if (reasons.length === 0) return told.length === 0 ? "no traffic changes" : told.join(", ")
  const why = reasonText(reasons)
  return told.length === 0 ? `effect not known: ${why}` : `${told.join(", ")}; the rest is not known: ${why}`
}

/** `depends on this and that, and there are …`. */
function reasonText(reasons: readonly string[]): string {
  const on = reasons.filter(reason => reason.startsWith(depends)).map(reason => reason.slice(depends.length))
  const others = reasons.filter(reason => !reason.startsWith(depends))
  const shown = on.length > 2 ? [...on.slice(0, 2), "more"] : on
  return [...(on.length > 0 ? [`${depends}${listWords(shown)}`] : []), ...others].join(", and ")
}

const depends = "depends on "

function toldTraffic(verb: string, changes: readonly Change[]): string[] {
  const sure = changes.flatMap(({ boxes, within }) => (boxes ?? within).filter(isSure))
  if (sure.length === 0) return []
  const isPart = changes.some(({ boxes }) => boxes === undefined)
  const words = trafficWords(sure)
  return [`${verb} ${isPart && !words.startsWith("some ") ? "some " : ""}${words}`]
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
function dependence({ boxes, within, before, after }: Change): string[] {
  const deciders = [...before, ...after].flatMap(({ rule }) => rule ?? [])
  if (deciders.some(isHidden)) return ["depends on rules that are not known here"]
  const ofAccess = deciders.filter(({ access }) => typeof access !== "string").map(({ name }) => name)
  const open = (boxes ?? within).filter(box => !isSure(box))
  const ofValues = open.flatMap(({ assumptions }) => assumptions.flatMap(({ rule }) => rule ?? []))
  const [name, another] = new Set([...ofAccess, ...ofValues])
  if (name !== undefined && another === undefined) return [`depends on what ${quoteName({ name })} says`]
  if (name !== undefined) return ["depends on values that are not known here"]
  return open.flatMap(dependenceOfBox)
}

function dependenceOfBox(box: TrafficBox): string[] {
  const word = openTerms(box).find(({ kind }) => kind === "tag")
  if (word && "name" in word) return [`depends on what ${word.name} is`]
  const isOfValue = box.assumptions.length > 0 || openTerms(box).length > 0
  return [
    isOfValue ? "depends on values that are not known here" : "depends on what ports mean for a protocol without any",
  ]
}
