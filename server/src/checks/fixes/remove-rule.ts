import * as l10n from "@vscode/l10n"
import type { LocatedRule } from "../../readers/reader.ts"
import type { Fix } from "../fix.ts"

export function removeRuleFix(rule: LocatedRule): Fix {
  return { title: l10n.t`Remove rule`, changes: [{ kind: "remove", rule }] }
}
