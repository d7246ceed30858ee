import * as l10n from "@vscode/l10n"
import type { RuleCopy } from "../../readers/reader.ts"
import type { Change, Fix } from "../fix.ts"
import { listWords } from "../wording.ts"
import { removeRuleFix } from "./remove-rule.ts"

const open = () => ({ needsDecision: true, dependsOn: l10n.t`depends on which of the two Azure kept` }) as const

/** Which of the two is meant nobody can see, and until now the order of deployment has decided. */
export function conflictingCopiesFixes({ rule, other, properties }: RuleCopy): readonly Fix[] {
  const changes = properties.flatMap((property): Change[] => {
    const value = rule.written.values[property]
    return value === undefined ? [] : [{ kind: "set", rule: other, property, value }]
  })
  const removal: Fix = { ...removeRuleFix(other), title: l10n.t`Remove the inline copy`, ...open() }
  if (changes.length < properties.length || properties.length === 0) return [removal]
  const keys = listWords(properties.map(property => other.names[property] ?? property))
  return [{ title: l10n.t`Use ${keys} of the standalone rule`, changes, ...open() }, removal]
}
