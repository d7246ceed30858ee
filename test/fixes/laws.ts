import { expect } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { changesNothing, type FixEffect } from "../../server/src/analysis/fix-effect.ts"
import type { FixableDocument } from "../../server/src/analysis/fixable-document.ts"
import { isOffered, type OfferedFix, offeredFixes } from "../../server/src/analysis/offered-fix.ts"
import type { Settings } from "../../server/src/analysis/settings.ts"
import type { Finding } from "../../server/src/checks/check.ts"
import { effectText, fixTitle } from "../../server/src/features/fix-title.ts"
import type { JudgedGroup } from "../../server/src/judging/judged-group.ts"
import type { LocatedRule } from "../../server/src/readers/reader.ts"
import { applied } from "../support/apply-edit.ts"
import { inOrder, isAllowed, isInBox, models, packets } from "./packet-oracle.ts"

/** Every fix that is offered in a document keeps what it promises; gives back how many there were. */
export function holdFixes(document: FixableDocument, settings: Settings): number {
  let count = 0
  for (const finding of document.analysed.findings) {
    for (const fix of offeredFixes(document, finding).filter(isOffered)) {
      holdFix(document, finding, fix, settings)
      count++
    }
  }
  return count
}

function holdFix(document: FixableDocument, finding: Finding, offered: OfferedFix, settings: Settings): void {
  const { source } = document.text
  const text = applied(source.text, offered.edits)
  const what = `${fixTitle(offered)}\n${text}`
  // From nothing, as another editor would read it: what was used again of the document before must not matter.
  const after = analyseDocument({ ...source, text }, settings)
  const alike = (findings: readonly Finding[]) =>
    findings.filter(({ fault, group }) => fault === finding.fault && group?.name === finding.group?.name).length
  expect(alike(after.findings), what).toBeLessThan(alike(document.analysed.findings))
  holdRules(document.analysed.groups, after.groups, offered, what)
  holdEffect(document.analysed.groups, after.groups, offered.effect, what)
  if (offered.isSafe) expect(effectText(offered.effect), what).toBe("no traffic changes")
}

/** Rules that the fix says nothing of are as they were, and in their order; of the others what it says is so. */
function holdRules(
  before: readonly JudgedGroup[],
  after: readonly JudgedGroup[],
  { fix }: OfferedFix,
  what: string,
): void {
  const changed = new Set(fix.changes.flatMap(change => (change.kind === "document" ? [] : [change.rule.name])))
  const added = new Set(
    fix.changes.flatMap(change => (change.kind === "insert" ? [`${change.values.name}`] : renamed(change))),
  )
  const others = (groups: readonly JudgedGroup[]) =>
    groups.map(({ group }) => group.rules.filter(({ name }) => !changed.has(name) && !added.has(name)).map(valuesOf))
  expect(others(after), what).toEqual(others(before))
  const rules = after.flatMap(({ group }) => group.rules)
  for (const change of fix.changes) {
    if (change.kind === "insert")
      expect(
        rules.map(({ name }) => name),
        what,
      ).toContain(change.values.name)
    if (change.kind === "set" && change.property === "priority")
      expect(rules.find(({ name }) => name === change.rule.name)?.priority, what).toBe(change.value)
    if (change.kind === "side" && change.values.length > 1) {
      const rule = rules.find(({ name }) => name === change.rule.name)
      expect(rule?.[change.side].length, what).toBe(change.values.length)
    }
  }
}

function renamed(change: OfferedFix["fix"]["changes"][number]): readonly string[] {
  if (change.kind === "set" && change.property === "name") return [`${change.value}`]
  return change.kind === "write" ? [`${change.value}`] : []
}

function valuesOf({ written: { values } }: LocatedRule) {
  return values
}

/** What single packets show in every group, and in every model of what cannot be seen, is what the title says. */
function holdEffect(
  before: readonly JudgedGroup[],
  after: readonly JudgedGroup[],
  effect: FixEffect,
  what: string,
): void {
  if (before.some(({ rules }) => rules.some(({ possiblyAbsent }) => possiblyAbsent))) return
  const versions = before.map(({ rules }, index) => [inOrder(rules), inOrder(after[index]?.rules ?? [])] as const)
  const { allowed, denied, uncertain } = effect.changes
  const changes = [...allowed, ...denied, ...uncertain]
  const isExact =
    effect.open === undefined &&
    uncertain.length === 0 &&
    changes.every(({ boxes }) => boxes?.every(({ assumptions, readsPorts }) => assumptions.length === 0 && !readsPorts))
  for (const model of models) {
    const isNone = changesNothing(effect)
    // In other models the platform's address is in Internet: what that changes is told by another sentence.
    if (!isNone && (!isExact || model !== models[0])) continue
    for (const packet of packets) {
      const passes = versions.map(([old, now]) => [isAllowed(old, packet, model), isAllowed(now, packet, model)])
      const seen = { allowed: passes.some(([was, is]) => is && !was), denied: passes.some(([was, is]) => was && !is) }
      const isIn = (list: typeof allowed) =>
        list.some(({ boxes = [] }) => boxes.some(box => isInBox(box, packet, model)))
      const told = { allowed: isIn(allowed), denied: isIn(denied) }
      if (seen.allowed !== told.allowed || seen.denied !== told.denied) {
        expect({ packet, ...seen }, what).toEqual({ packet, ...told })
      }
    }
  }
}
