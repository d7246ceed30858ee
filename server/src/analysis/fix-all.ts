import { changedSpan } from "../syntax/changed-span.ts"
import { applyEdits, isRefusal, joinEdits, type TextEdit } from "../syntax/edit.ts"
import { fixEffect } from "./fix-effect.ts"
import type { FixableDocument } from "./fixable-document.ts"
import { isOffered, isSafeStep, type OfferedFix, offeredFixes } from "./offered-fix.ts"

/** A document after all that may be fixed unasked, and what was done. */
export interface FixedDocument {
  readonly document: FixableDocument
  /** In the order in which it was done. */
  readonly made: readonly OfferedFix[]
  /** From the document as it was to this one. */
  readonly edits: readonly TextEdit[]
}

/**
 * Makes the fixes that change no traffic, round by round until there is none: what one of them changes may open the way for
 * another. It comes to an end, as each round leaves less to be found.
 */
export function fixAll(document: FixableDocument): FixedDocument {
  let now = document
  const made: OfferedFix[] = []
  const rounds: (readonly TextEdit[])[] = []
  for (let fixes = fixesOfRound(now); fixes.length > 0; fixes = fixesOfRound(now)) {
    const step = provedStep(now, fixes)
    if (!step) break
    made.push(...step.made)
    rounds.push(step.edits)
    now = step.document
  }
  const [edits = [], ...others] = rounds
  return { document: now, made, edits: others.length === 0 ? edits : [wholeChange(document, now)] }
}

/** Of several rounds all that lies between the first place and the last that differ. */
function wholeChange(before: FixableDocument, after: FixableDocument): TextEdit {
  const [old, now] = [before.text.source.text, after.text.source.text]
  const { start, oldEnd, newEnd } = changedSpan(old, now)
  return { range: { start, end: oldEnd }, newText: now.slice(start, newEnd) }
}

/** Of each finding one that may be made unasked, as far as they do not meet in the text. */
function fixesOfRound(document: FixableDocument): readonly OfferedFix[] {
  const chosen: OfferedFix[] = []
  for (const finding of document.analysed.findings) {
    const fix = offeredFixes(document, finding)
      .filter(isOffered)
      .find(({ isSafe }) => isSafe)
    const isApart = fix && !isRefusal(joinEdits([...chosen, fix].map(({ edits }) => edits)))
    if (isApart) chosen.push(fix)
  }
  return chosen
}

/**
 * Each of the fixes changes nothing by itself; together they may: of two rules that do the same either may go, but not both.
 * Then half of them is tried.
 */
function provedStep(document: FixableDocument, fixes: readonly OfferedFix[]): FixedDocument | undefined {
  const edits = joinEdits(fixes.map(fix => fix.edits))
  if (isRefusal(edits)) return undefined
  const after = document.withText(applyEdits(document.text.source.text, edits))
  if (isSafeStep(document, after, fixEffect(document, after))) return { document: after, made: fixes, edits }
  return fixes.length > 1 ? provedStep(document, fixes.slice(0, Math.ceil(fixes.length / 2))) : undefined
}
