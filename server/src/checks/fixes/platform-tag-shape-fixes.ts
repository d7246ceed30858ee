import * as l10n from "@vscode/l10n"
import { tagShapeFaults } from "../../azure/platform-tag-shape.ts"
import type { LocatedRule } from "../../readers/reader.ts"
import type { Change, Fix } from "../fix.ts"
import { removeRuleFix } from "./remove-rule.ts"

/** A Deny becomes one of everything; an Allow is of no use, as nothing else stops the platform's traffic. */
export function platformTagShapeFixes(rule: LocatedRule): readonly Fix[] {
  const faults = tagShapeFaults(rule)
  if (faults.includes("access")) return [removeRuleFix(rule)]
  const changes = faults.flatMap((fault): Change[] => {
    if (fault === "access") return []
    if (fault === "protocol") return [{ kind: "set", rule, property: "protocol", value: "*" }]
    return [{ kind: "side", rule, side: fault, values: ["*"] }]
  })
  return [{ title: l10n.t`Set protocol and ports to *`, changes, isPreferred: true }]
}
