import type { Location } from "vscode-languageserver-types"
import type { TextLines } from "../analysis/text-lines.ts"
import type { ClaimWorld } from "../flows/claim-world.ts"
import type { Expectation } from "../flows/expectation.ts"
import type { ClaimRule } from "../judging/claim.ts"
import type { Range } from "../syntax/node.ts"
import { remember } from "../values/remember.ts"
import { type Lines, lspRange, readableLines } from "./lsp-range.ts"

export interface PlacedRule {
  readonly rule: ClaimRule
  /** Of its name; absent for a rule that stands in no document. */
  readonly location?: Location
}

export type PlaceRule = (world: ClaimWorld, rule: ClaimRule) => PlacedRule

/** What turns rules into places; each document's lines are counted once. */
export function rulePlacer(): PlaceRule {
  const counted = new Map<TextLines, Lines>()
  return (world, rule) => {
    const range = rangeOf(rule)
    const uri = world.documentOf(rule)
    const lines = uri === undefined ? undefined : world.lines.get(uri)
    if (!range || uri === undefined || !lines) return { rule }
    return {
      rule,
      location: {
        uri,
        range: lspRange(
          remember(counted, lines, () => readableLines(lines)),
          range,
        ),
      },
    }
  }
}

/** The rule that decides the packet for which a claim fails, or may; undefined where none does. */
export function decidingRule(expectation: Expectation, place: PlaceRule): PlacedRule | undefined {
  if (expectation.status === "error") return undefined
  const { verdict, world } = expectation
  const rule = (verdict.counterexample ?? verdict.doubt)?.rule
  return rule ? place(world, rule) : undefined
}

/** Those that decide some packet of a claim, or may. */
export function decidingRules(expectation: Expectation, place: PlaceRule): readonly PlacedRule[] {
  if (expectation.status === "error") return []
  const { verdict, world } = expectation
  return verdict.decidedBy.map(rule => place(world, rule))
}

function rangeOf(rule: ClaimRule): Range | undefined {
  if ("configuration" in rule) return rule.written?.place.nameRange
  return "at" in rule ? rule.at.name : undefined
}
