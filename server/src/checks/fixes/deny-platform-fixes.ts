import * as l10n from "@vscode/l10n"
import type { LocatedRule } from "../../readers/reader.ts"
import type { Fix } from "../fix.ts"
import { removeRuleFix } from "./remove-rule.ts"

/** What a Deny of an address does not stop, a Deny of its tag does; the rule alone is of no use. */
export function denyPlatformFixes(rule: LocatedRule, address: string, tags: readonly string[]): readonly Fix[] {
  const [tag, another] = tags
  const isAlone = rule.destination.length === 1 && rule.destination[0]?.key === address
  const removal: Fix = { ...removeRuleFix(rule), needsDecision: true }
  if (tag === undefined || another !== undefined || !isAlone) return isAlone ? [removal] : []
  return [
    {
      title: l10n.t`Deny ${tag} instead, with protocol and ports *`,
      changes: [
        { kind: "side", rule, side: "destination", values: [tag] },
        ...(rule.protocol === "*" ? [] : [{ kind: "set", rule, property: "protocol", value: "*" } as const]),
        { kind: "side", rule, side: "sourcePorts", values: ["*"] },
        { kind: "side", rule, side: "destinationPorts", values: ["*"] },
      ],
    },
    removal,
  ]
}
