import { listWords } from "../checks/wording.ts"
import type { Protocol } from "../engine/security-rule.ts"

/** Any of these protocols, as flows and claims write them. */
export function protocolWords(protocols: readonly Protocol[]): string {
  return listWords(
    protocols.map(protocol => protocol.toLowerCase()),
    "or",
  )
}
