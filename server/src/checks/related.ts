import type { LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { Related } from "./check.ts"
import { withCapital } from "./wording.ts"

/** Another rule as a place to look at: at its name, or at the property that the finding is about. */
export function relatedRule(rule: LocatedRule, message: string, range: Range = rule.at.name): Related {
  return { range, message: withCapital(message), ...(rule.document !== undefined && { document: rule.document }) }
}
