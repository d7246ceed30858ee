import { nameRule } from "../checks/wording.ts"
import { fixTitle } from "../features/fix-title.ts"
import type { FixedFile } from "./fix-files.ts"

/** A line for each fix that was made: of which rule, what it is, and what it does to the traffic. */
export function fixedText(fixed: readonly FixedFile[]): string {
  return fixed
    .flatMap(({ shown, made }) =>
      made.map(offered => {
        const { rule, code } = offered.finding
        return `${shown}: fixed${rule ? ` ${nameRule(rule)}` : ""}: ${fixTitle(offered)} [${code}]\n`
      }),
    )
    .join("")
}
