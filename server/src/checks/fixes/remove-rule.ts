import type { LocatedRule } from "../../readers/reader.ts"
import type { Fix } from "../fix.ts"

export function removeRuleFix(rule: LocatedRule): Fix {
  return { title: "Remove rule", changes: [{ kind: "remove", rule }] }
}
