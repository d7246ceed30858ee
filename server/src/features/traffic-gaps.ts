import * as l10n from "@vscode/l10n"
import type { TrafficBox } from "../engine/traffic-box.ts"
import type { EffectiveInterface } from "../judging/effective-interface.ts"

/** Why more traffic may get through than is told for certain. */
export type TrafficGap =
  /** The rules make more cases than are looked at. */
  | "cut-off"
  /** Whether rules for particular ports take protocols without ports. */
  | "ports"
  /** Conditions, expressions, NSGs that no document defines. */
  | "values"
  /** Routes of the subnet may make VirtualNetwork hold every address. */
  | "routes"

export function gapsIn(
  { boxes, uncertain, complete }: EffectiveInterface["inbound"],
  { context }: Pick<EffectiveInterface, "context">,
): readonly TrafficGap[] {
  const open = [...uncertain, ...boxes.filter(isConditional)]
  return [
    ...(complete ? [] : ["cut-off" as const]),
    ...(open.length > 0 ? ["values" as const] : []),
    ...(boxes.some(({ readsPorts }) => readsPorts) ? ["ports" as const] : []),
    ...(context?.ifRouted ? ["routes" as const] : []),
  ]
}

function isConditional({ assumptions }: TrafficBox): boolean {
  return assumptions.length > 0
}

/** One sentence each. */
export function describeGaps(gaps: readonly TrafficGap[]): readonly string[] {
  return [...new Set(gaps)].map(describeGap)
}

function describeGap(gap: TrafficGap): string {
  switch (gap) {
    case "cut-off":
      return l10n.t`More may get through: the rules make too many cases, and the search for them was cut off.`
    case "ports":
      return l10n.t`ICMP, ESP and AH may also get through where a rule for every protocol names ports: what a port means to them is not published.`
    case "values":
      return l10n.t`More may get through, depending on values that are not known here.`
    case "routes":
      return l10n.t`More may get through: routes of the subnet may make VirtualNetwork hold every address.`
  }
}
